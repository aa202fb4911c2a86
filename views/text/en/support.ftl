title = Support
text = By default nobody but your team enters your garage. To be helped, open it to support for a while: they see, they change nothing.
grant-title = Let support in
lasts = For how long
lasts-of = { $lasts ->
    [hour] One hour
    [day] One day
   *[week] One week
}
grant = Let in
open-until = Support may enter until { $at }.
end = Close now
visits = Who came
nobody = Nobody came.
came = From { $from } to { $to }
entry-title = Enter this garage
entry-text = Its owner lets you in to help. Your visit is shown to them; you see, you change nothing.
enter = Enter
banner = You are in this garage for support, until { $at }. Its owner sees your visit.
leave = Leave
