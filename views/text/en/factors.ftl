title = Security
summary = Second step, passkeys
step-title = Second step
step-text = One more proof that it is you: the code of your authenticator application, or your passkey.
code = Code
code-hint = The six digits of the application, or a recovery code.
go-on = Continue
start-again = Start again
owes-title = A second step is required
owes-text = The owner of the garage wants, beside the password, an authenticator application or a passkey. Choose one or the other: everything else opens then.
proof-title = Confirm that it is you
proof-text = Before anything is changed here.
sign-in-again = Sign out, then sign in again: you will have ten minutes to change something here.
password = Password
prove = Confirm
on = Active
few = To renew
since = Since { $day }
keep = Keep
password-only = Password only
totp = Authenticator application
totp-on = Authenticator application
totp-active = In place
totp-off = Not yet
totp-text = After the password, a six-digit code from your telephone: nobody enters with the password alone.
totp-begin = Set up
totp-change = Change telephone
totp-remove = Remove
totp-remove-question = Remove the authenticator application?
totp-remove-text = The password will be enough to enter again, unless the owner requires a second step.
scan-title = 1. Scan
scan-text = With an authenticator application on your telephone (Google Authenticator, FreeOTP, 1Password…).
scan-says = QR code to scan; the letters below say the same.
open-app = Open the application of this device
letters-text = Or type these letters into the application:
first-code-title = 2. Confirm
first-code = Code shown
first-code-hint = The six digits that the application shows now.
totp-confirm = Confirm
codes = Recovery codes
codes-left = { $n ->
    [0] No code
    [one] { $n } code
   *[other] { $n } codes
}
codes-text = To enter on the day the telephone is lost. Each is good once.
codes-draw = Draw ten codes
codes-question = Draw ten new codes?
codes-question-text = Those you kept will no longer be good.
codes-once-title = Write them down now
codes-once-text = They will not be shown again. Print them, or keep them elsewhere than in the telephone.
codes-kept = I have noted them
google = Google account
google-off = Not linked
google-text = To sign in with Google instead of the password.
google-link = Link a Google account
google-unlink = Unlink
google-unlink-question = Unlink this Google account?
google-unlink-text = You will need your password to enter.
demand-title = Second step to sign in
demand-text = Beside the password: an authenticator application or a passkey. Whoever has none sets it up on their next page, before anything else.
demand-label = Required
demand-nobody = Of nobody: each chooses
demand-owners = Of owners
demand-everybody = Of everybody
demand-save = Save
demand-saved = Saved.
reset = Lost telephone
reset-question = Remove the protections of { $name }’s account?
reset-text = Application, passkeys, recovery codes and Google account are removed, and the person is signed out everywhere. They will enter with their password, and are told by e-mail.
passkeys-count = { $n ->
    [one] { $n } passkey
   *[other] { $n } passkeys
}
