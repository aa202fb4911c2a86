hello = Hello { $name },
welcome-subject = Welcome to { $garage }
welcome-text = Thank you for your trust. { $garage } has opened your file: you will receive your quotes, to be accepted online, and your invoices.
welcome-more = If you have any question, just answer this message.
quote-subject = Quote { $number } from { $garage }
quote-text = Here is quote { $number }, for { $amount } including VAT. You can accept or refuse each operation from your phone.
quote-text-vehicle = Here is quote { $number } for { $vehicle }, for { $amount } including VAT. You can accept or refuse each operation from your phone.
quote-button = See and answer
quote-until = This quote is valid until { $date }.
invoice-subject = Invoice { $number } from { $garage }
invoice-text = Please find attached invoice { $number } for { $amount } including VAT.
invoice-due = To be paid by { $date }.
invoice-thanks = Thank you for your trust, and safe travels.
credit-note-subject = Credit note { $number } from { $garage }
credit-note-text = Please find attached credit note { $number } cancelling invoice { $invoice }, for { $amount } including VAT.
receipt-subject = Payment received for invoice { $number }, { $garage }
receipt-text = We have received your payment of { $amount } for invoice { $number }, { $method ->
    [cash] in cash
    [card] by card
    [bank_transfer] by bank transfer
    [cheque] by cheque
   *[other] online
}, on { $day }.
receipt-rest = { $amount } remains to be paid.
receipt-settled = This invoice is fully paid.
refund-subject = Refund of credit note { $number }, { $garage }
refund-text = We have refunded you { $amount } on credit note { $number }, { $method ->
    [cash] in cash
    [card] by card
    [bank_transfer] by bank transfer
    [cheque] by cheque
   *[other] online
}, on { $day }.
refund-rest = { $amount } remains to be refunded to you.
refund-settled = This credit note is fully refunded.
no-more-offers = Receive no more offers
why-offers = You receive this message because you allowed offers of { $garage } by e-mail.
account-subject = The security of your account at { $garage } has changed
account-text = { $what ->
    [totp_added] An authenticator application now protects your account.
    [totp_removed] The authenticator application no longer protects your account.
    [recovery_codes_drawn] New recovery codes were drawn. The old ones are no longer good.
    [recovery_code_used] A recovery code was just used to enter your account.
    [passkey_added] A passkey was added to your account.
    [passkey_removed] A passkey was removed from your account.
    [google_linked] A Google account was linked to your account.
    [google_unlinked] The Google account is no longer linked to your account.
   *[factors_reset] Your authenticator application, passkeys, recovery codes and Google account were removed at the owner’s request. Sign in with your password.
}
account-not-you = If this was not you, change your password and tell the owner of the garage.
