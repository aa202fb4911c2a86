title = Vehicles
new = New vehicle
new-title = New vehicle
edit-title = Edit the vehicle
search = Find a vehicle
search-hint = Plate, VIN, make or owner
plate = Plate
plate-hint = AB-123-CD or 1234 AB 75
no-plate = No plate
name = Vehicle
unnamed = Unnamed vehicle
make = Make
model = Model
owner = Owner
no-owner = No known owner.
change-owner = Change the owner
change = Change
remove-owner = Remove the owner
vin = VIN
vin-hint = 17 characters, mark E of the registration document.
identity = Identity
no-identity = Nothing more is known. The registration document fills everything in at once.
required = The plate or the VIN is enough: the rest may come later.
dates = Dates
first-registered-on = First registered
registered-on = Date of the registration document
inspection-due-on = Roadworthiness test before
inspection-soon = Soon
inspection-past = Past
technical = Specifications
technical-hint = As they are on the registration document.
variant = Type, variant, version
cnit = CNIT
cnit-hint = Mark D.2.1
genre = Category
genre-hint = Mark J.1: VP, CTTE…
energy-label = Energy
energy-hint = Mark P.3: ES, GO, EL…
energy = { $code ->
    [ES] Petrol (ES)
    [GO] Diesel (GO)
    [EL] Electric (EL)
    [EH] Petrol hybrid (EH)
    [EE] Plug-in petrol hybrid (EE)
    [GH] Diesel hybrid (GH)
    [GL] Plug-in diesel hybrid (GL)
    [EG] Petrol and LPG (EG)
    [GP] LPG (GP)
    [FE] E85 ethanol (FE)
    [GN] Natural gas (GN)
    [H2] Hydrogen (H2)
   *[other] { $code }
}
fiscal-power = Fiscal horsepower
power-kw = Power
cv = CV
kw = kW
notes = Notes
mileage = Mileage
mileage-read = Kilometres on the odometer
mileage-unknown = No reading yet.
mileage-reason = Why the odometer shows less
mileage-reason-hint = For example: odometer replaced, mistake last time.
note-mileage = Note the reading
read-on = read on { $date }
km = { $km } km
deferred = Work to foresee
noted-on = Noted on { $date }
done = Done
orders = Repair orders
no-order = Never been in the workshop.
receive = Check in
new-quote = New quote
scan = Photograph a registration document
none-title = No vehicle yet
none-text = Photograph a registration document: the vehicle and its owner fill themselves in.
not-found-title = No vehicle found
not-found-text = Try part of the plate, of the VIN or of the owner’s name.
deleted = This vehicle is deleted. It will be gone for good in 30 days; its invoices remain.
twins-title = This vehicle may already exist
twins-text = Open its page rather than making a second one. If it is really another one, save again.
