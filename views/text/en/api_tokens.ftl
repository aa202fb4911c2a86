title = Allowed programs
none = No program has access to the garage.
create-title = Allow a program
name = Name of the program
name-hint = To recognise it: web site, bookkeeping…
create = Create the token
secret-title = Copy this token now
secret-text = It will never be shown again. Give it to the program, and to nobody else.
secret = Token
used-on = used on { $date }
never-used = never used
revoke = Revoke
revoke-question = Revoke “{ $name }”?
revoke-text = The program will no longer have access to the garage, at once.
keep = Keep
made-on = Made on { $date }, { $used }
lasts = Lasts
lasts-of = { $lasts ->
    [month] 30 days
    [quarter] 90 days
    [year] One year
   *[forever] Without end
}
lasts-hint = A token without end opens the garage to whoever steals it, until somebody revokes it: prefer an end.
scopes-hint = What the program may do. Give it as little as possible.
ends-on = until { $date }
never-ends = without end
endless = Without end
ended = Expired
origins = Sites that call the API from a browser
origins-text = A program on a server does not need this. A token placed in a web page can be read by all its visitors: give it harmless rights only.
origin = Address of the site
origin-hint = In https, without a path.
add-origin = Allow this site
forget = Remove
forget-question = Remove { $origin }?
forget-text = The pages of this site can no longer call the API.
