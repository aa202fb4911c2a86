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
    [links_throttled] Too many links asked for
    [link_asked] Link asked for by e-mail
    [link_used] Link used
    [session_ended] Device signed out
    [password_reset] Password chosen by link
    [password_link_sent] Link sent by the owner
    [password_link_printed] Link made on the machine
    [invitation_sent] Invitation sent
    [invitation_accepted] Invitation accepted
    [email_change_asked] Change of address asked for
    [email_changed] E-mail address changed
    [new_browser] New device
   *[other] { $kind }
}
