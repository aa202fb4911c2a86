save = Save
cancel = Cancel
edit = Edit
delete = Delete
restore = Undo deletion
back = Back
more = More
next-page = Next
first-page = Beginning of the list
pages = Pages of the list
errors-title = A few fields need another look
french = French
english = English
saved = Saved.
confirm = Confirm
yes = Yes
no = No
none = None
unsaid = Not given
download = Download
open = Open
search = Search
wrong-field = { $field }: { $says }
label-of-line = Line { $n }, { $label }
wrong-more = { $n ->
    [one] and { $n } more below.
   *[other] and { $n } more below.
}
