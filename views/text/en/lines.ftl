total-ht = Total excl. VAT
total-ttc = Total incl. VAT
vat-of = VAT { $rate }%
lines = Lines
no-line = Add a line or a package.
line = Line
what = Description
kind = Kind
quantity = Qty
price-ht = Price excl.
price-ttc = Price incl.
discount = Discount
vat = VAT
remove = Remove
labour-t1 = Labour T1
labour-t2 = Labour T2
labour-t3 = Labour T3
part-new = New part
part-piec = Circular part
part-exchange = Exchange part
part-customer = Customer’s part
kind-package = Package
supply = Supply
debours = Disbursement, no VAT
words = Words
add-labour = Labour
add-part = Part
add-supply = Supply
add-debours = Disbursement
add-text = Words
package = Package
add-package = Add the package
discount-all = Discount on all
apply = Apply
switch-to-ttc = Enter with VAT
switch-to-ht = Enter without VAT
more = Details
reference = Reference
details = Particulars
details-hint = Printed small below the description.
operation = Operation
operation-hint = The customer accepts or refuses the lines of one operation together.
of-operation = Operation: { $name }
unit = Counted in
unit-name = { $unit ->
    [hour] hours
    [litre] litres
    [kilogram] kilograms
    [metre] metres
   *[piece] pieces
}
amount = { $unit ->
    [hour] { $n } h
    [litre] { $n } L
    [kilogram] { $n } kg
    [metre] { $n } m
   *[piece] { $n }
}
times = { $amount } × { $price }
reference-is = Ref. { $reference }
less = discount { $percent } %
vat-rate = VAT { $rate } %
all-ht = Prices excl. VAT
all-ttc = Prices incl. VAT
labour = Labour
