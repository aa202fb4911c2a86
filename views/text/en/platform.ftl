title = Platform
sign-in-title = Platform
sign-in-text = For those who run VisionCRM. Your garage has an address of its own.
email = E-mail
password = Password
show = Show
enter = Enter
sign-out = Sign out
garages = Garages
none = No garage.
users = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
seen = seen on { $at }
never-seen = never seen
plan = Plan
plan-of = { $plan ->
    [free] Free
    [starter] Starter
    [pro] Pro
   *[enterprise] Enterprise
}
suspended = Suspended
lets-in = Open to support
address = Address
made = Opened on
people = People
last-seen = Last activity
suspended-since = Suspended since
lets-in-until = Open to support until
save = Save
enter-garage = Enter to help
closed = Its owner lets nobody in: that is in Settings, Support.
suspend = Suspend
suspend-question = Suspend { $name }?
suspend-text = Nobody enters this garage any more, nor do its programs. Nothing is lost: it resumes as it was.
resume = Reopen the garage
