title = Fields of the garage
text = What your garage wants to know besides: on the customer’s page, in filters, columns and exports.
none = No field added.
create = Add
create-title = New field
edit-title = Field
name = Name
kind = What is noted
kind-of = { $kind ->
    [text] A text
    [number] A number
    [date] A date
    [choice] A choice of a list
   *[yes_no] Yes or no
}
choices = Choices
choices-hint = One a line, for a choice of a list.
private = Private
private-hint = Kept encrypted; neither searched, nor filtered, nor exported.
delete = Delete this field
delete-question = Delete this field?
delete-text = What was noted in it disappears with it.
