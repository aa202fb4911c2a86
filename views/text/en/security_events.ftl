title = Security journal
says = Sign-ins, failures, changes of rights, exports. Nothing can be taken off it; it is kept for twelve months.
everybody = Everybody
about = Who
apply = Show
none = Nothing to tell.
kind = { $kind ->
    [signed_in] Signed in
    [sign_in_failed] Sign-in refused
    [sign_in_throttled] Too many attempts to sign in
    [signed_out_everywhere] Signed out everywhere
    [password_changed] Password changed
    [role_changed] Role changed
    [colleague_back] Access reopened
    [support_granted] Opened to support
    [support_ended] Closed to support
    [support_entered] Support entered
   *[other] { $kind }
}
