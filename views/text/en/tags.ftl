title = Tags
text = Put on a customer’s page, or on many from the list.
none = No tag. The first one is born on a customer’s page.
name = Name
carried = { $n ->
    [0] No customer
    [one] { $n } customer
   *[other] { $n } customers
}
delete = Delete
delete-question = Delete the tag { $name }?
delete-text = It disappears from every customer who carries it.
