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
    [key_rotated] Key of the garage protected by a new master key
    [second_step_asked] First proof given, second step asked
    [second_step_failed] Code refused
    [second_step_demanded] Demand for a second step changed
    [proved_again] Identity confirmed again
    [totp_added] Authenticator application set up
    [totp_removed] Authenticator application removed
    [recovery_codes_drawn] Recovery codes drawn
    [recovery_code_used] Recovery code used
    [factors_reset] Protections removed (lost telephone)
    [passkey_added] Passkey added
    [passkey_removed] Passkey removed
    [passkey_used] Signed in with a passkey
    [passkey_refused] Passkey refused
    [passkey_cloned] Passkey copied, refused from now on
    [google_linked] Google account linked
    [google_unlinked] Google account unlinked
    [google_unknown] Unknown Google account
    [google_refused] Sign-in with Google refused
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
    [account_leaves] Leaving asked for
    [account_left] Account deleted
    [account_stays] Leaving taken back
    [garage_leaves] Closing of the garage asked for
    [garage_stays] Closing of the garage taken back
    [person_erased] Customer erased
    [person_exported] Data of a customer downloaded
    [account_exported] Data of an account downloaded
    [garage_exported] Archive of the garage downloaded
    [customers_exported] List of customers exported
    [token_made] Program allowed
    [token_revoked] Program removed
    [colleague_removed] Access of a colleague closed
   *[other] { $kind }
}
