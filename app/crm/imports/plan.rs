//! What each line of a list comes to: whom it is about, what it would change, why it cannot be taken.

use std::collections::{HashMap, HashSet};

use super::{
    Import, Line, MatchKey, matching,
    row::{self, Row},
};
use crate::{
    contacts::{self, Contact, ContactForm, NewContact},
    custom_fields::{self, CustomField},
    db::TenantTx,
    error::{Fields, Result, Why},
    ids::{ContactId, VehicleId},
    reach::{Email, Phone},
    tags, text,
    vehicles::{NewVehicle, bulk},
};

/// A line that was taken.
#[derive(Debug)]
pub struct Taken {
    pub line: u32,
    pub person: usize,
    /// The line changed the customer or brought him a vehicle.
    pub changed: bool,
    pub vehicle: Option<VehicleId>,
}

#[derive(Debug)]
pub struct Refused {
    pub line: u32,
    pub faults: Vec<(String, Why)>,
}

/// A customer that lines of this step are about.
#[derive(Debug)]
pub struct Person {
    pub id: ContactId,
    /// As he was; none: he is new.
    pub before: Option<Contact>,
    pub form: ContactForm,
    pub is: NewContact,
    pub changed: bool,
}

#[derive(Debug, Default)]
pub struct Plan {
    pub people: Vec<Person>,
    pub taken: Vec<Taken>,
    pub refused: Vec<Refused>,
    pub vehicles: Vec<(VehicleId, NewVehicle, Option<i32>)>,
}

/// What goes from step to step of a dry run: the keys of customers and vehicles that it would have made.
#[derive(Debug, Default)]
pub struct Seen {
    people: HashSet<String>,
    vehicles: HashSet<String>,
}

/// A line read and checked by itself.
struct Checked {
    line: u32,
    row: Row,
    keys: Vec<String>,
    contact: NewContact,
    vehicle: Option<(NewVehicle, Option<i32>)>,
}

pub async fn plan(
    tx: &mut TenantTx,
    import: &Import,
    fields: &[CustomField],
    lines: &[Line],
    seen: &mut Seen,
) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut checked = Vec::with_capacity(lines.len());
    for line in lines {
        match check(import, fields, line) {
            Ok(good) => checked.push(good),
            Err(faults) => plan.refused.push(Refused { line: line.number, faults }),
        }
    }
    let known = Known::load(tx, import.match_key, &checked).await?;
    let mut decide = Decide { import, fields, known, seen, by_key: HashMap::new(), by_id: HashMap::new(), plan };
    checked.into_iter().for_each(|line| decide.line(line));
    Ok(decide.plan)
}

/// Each line by itself: what cannot be read refuses it, or goes to the notes.
fn check(import: &Import, fields: &[CustomField], line: &Line) -> std::result::Result<Checked, Vec<(String, Why)>> {
    if !line.whole {
        return Err(vec![(String::new(), Why::TooManyCells)]);
    }
    let mut row = Row::of(line, &import.mapping);
    let mut read = read(&row, fields);
    if let (Err(faults), true) = (&read, import.keep_odd) {
        row::set_aside(&mut row, faults);
        row.vehicle = row.vehicle.filter(|_| !faults.iter().any(|(field, _)| field.starts_with("vehicle_")));
        if faults.iter().any(|(field, _)| field == "vehicle_mileage_km") {
            row.mileage.clear();
        }
        read = self::read(&row, fields);
    }
    let (contact, vehicle) = read?;
    let keys = keys(import.match_key, &contact, vehicle.as_ref().map(|(v, _)| v));
    Ok(Checked { line: line.number, row, keys, contact, vehicle })
}

type Read = (NewContact, Option<(NewVehicle, Option<i32>)>);

fn read(row: &Row, own: &[CustomField]) -> std::result::Result<Read, Vec<(String, Why)>> {
    let mut fields = Fields::default();
    let contact = parse(&row.contact, own, &mut fields);
    let mut of_vehicle = Fields::default();
    let vehicle = row.vehicle.as_ref().and_then(|form| form.parse(&mut of_vehicle));
    fields.0.extend(of_vehicle.0.into_iter().map(|(field, why)| (format!("vehicle_{field}"), why)));
    let km = row.kilometres(&mut fields);
    match (contact, km, fields.is_empty()) {
        (Some(contact), Some(km), true) => Ok((contact, vehicle.map(|v| (v, km)))),
        _ => Err(fields.0),
    }
}

fn parse(form: &ContactForm, own: &[CustomField], fields: &mut Fields) -> Option<NewContact> {
    let contact = form.parse_listed(fields);
    let values = custom_fields::values(own, &form.more, fields);
    Some(NewContact { values, ..contact? })
}

/// What a customer is known by; several phones or e-mails are several keys.
fn keys(by: MatchKey, c: &NewContact, vehicle: Option<&NewVehicle>) -> Vec<String> {
    match by {
        MatchKey::None => Vec::new(),
        MatchKey::Code => Some(text::key(&c.code)).filter(|k| !k.is_empty()).into_iter().collect(),
        MatchKey::Plate => vehicle.and_then(|v| v.keys().0).into_iter().collect(),
        MatchKey::Phone => c.phone.iter().cloned().chain(c.more.phones.iter().map(|p| p.value.clone())).collect(),
        MatchKey::Email => c.email.iter().chain(c.more.emails.iter().map(|e| &e.value)).map(Email::key).collect(),
    }
}

/// What the garage has already of what these lines name.
struct Known {
    /// Key -> customers that bear it.
    by_key: HashMap<String, Vec<ContactId>>,
    contacts: HashMap<ContactId, Contact>,
    vehicles: Vec<bulk::Known>,
}

impl Known {
    async fn load(tx: &mut TenantTx, by: MatchKey, lines: &[Checked]) -> Result<Known> {
        let keys: Vec<String> = lines.iter().flat_map(|l| l.keys.iter().cloned()).collect();
        let mut by_key: HashMap<String, Vec<ContactId>> = HashMap::new();
        for (key, id) in matching::matching(tx, by, &keys).await? {
            let all = by_key.entry(key).or_default();
            if !all.contains(&id) {
                all.push(id);
            }
        }
        let mut ids: Vec<ContactId> = by_key.values().flatten().copied().collect();
        ids.sort();
        ids.dedup();
        let contacts = contacts::these(tx, &ids).await?.into_iter().map(|c| (c.id, c)).collect();
        let named: Vec<_> = lines.iter().filter_map(|l| l.vehicle.as_ref().map(|(v, _)| v.keys())).collect();
        let (plates, vins): (Vec<_>, Vec<_>) = named.into_iter().unzip();
        let (plates, vins): (Vec<String>, Vec<String>) =
            (plates.into_iter().flatten().collect(), vins.into_iter().flatten().collect());
        let vehicles = bulk::known(tx, &plates, &vins).await?;
        Ok(Known { by_key, contacts, vehicles })
    }

    fn has_vehicle(&self, plate: Option<&String>, vin: Option<&String>) -> bool {
        self.vehicles.iter().any(|v| Some(&v.plate_key) == plate || (vin.is_some() && v.vin.as_ref() == vin))
    }
}

struct Decide<'a> {
    import: &'a Import,
    fields: &'a [CustomField],
    known: Known,
    seen: &'a mut Seen,
    /// Those of this step, by their keys and by their ids.
    by_key: HashMap<String, usize>,
    by_id: HashMap<ContactId, usize>,
    plan: Plan,
}

impl Decide<'_> {
    fn line(&mut self, line: Checked) {
        let number = line.line;
        match self.person(&line) {
            Err(why) => self
                .plan
                .refused
                .push(Refused { line: number, faults: vec![(self.import.match_key.field().into(), why)] }),
            Ok((at, fresh)) => {
                let changed = match fresh {
                    true => true,
                    false => match self.lay(at, &line) {
                        Ok(changed) => changed,
                        Err(faults) => return self.plan.refused.push(Refused { line: number, faults }),
                    },
                };
                for key in &line.keys {
                    self.by_key.insert(key.clone(), at);
                }
                let vehicle = self.vehicle(at, line.vehicle);
                self.plan.taken.push(Taken {
                    line: number,
                    person: at,
                    changed: changed || vehicle.is_some(),
                    vehicle,
                });
            }
        }
    }

    /// Whom the line is about: somebody of this step, somebody known, or a new one.
    fn person(&mut self, line: &Checked) -> std::result::Result<(usize, bool), Why> {
        if let Some(at) = line.keys.iter().find_map(|key| self.by_key.get(key)) {
            return Ok((*at, false));
        }
        let mut found: Vec<ContactId> =
            line.keys.iter().filter_map(|key| self.known.by_key.get(key)).flatten().copied().collect();
        found.sort();
        found.dedup();
        match found[..] {
            [] => {
                // A dry run writes nothing: whom it would have made in a step before is known by his keys alone.
                let again = line.keys.iter().any(|key| self.seen.people.contains(key));
                self.seen.people.extend(line.keys.iter().cloned());
                let person = Person {
                    id: ContactId::new(),
                    before: None,
                    form: line.row.contact.clone(),
                    is: line.contact.clone(),
                    changed: !again,
                };
                self.plan.people.push(person);
                Ok((self.plan.people.len() - 1, !again))
            }
            [id] => self.known_person(id).map(|at| (at, false)),
            _ => Err(Why::SeveralMatch),
        }
    }

    fn known_person(&mut self, id: ContactId) -> std::result::Result<usize, Why> {
        if let Some(at) = self.by_id.get(&id) {
            return Ok(*at);
        }
        let contact = self.known.contacts.remove(&id).ok_or(Why::SeveralMatch)?;
        let (form, is) = (ContactForm::of(&contact), contact.is.clone());
        self.plan.people.push(Person { id, before: Some(contact), form, is, changed: false });
        let at = self.plan.people.len() - 1;
        self.by_id.insert(id, at);
        Ok(at)
    }

    /// The line laid over the customer: into what is empty, or over what is there. Whether that changed anything.
    fn lay(&mut self, at: usize, line: &Checked) -> std::result::Result<bool, Vec<(String, Why)>> {
        let person = &mut self.plan.people[at];
        let mut form = person.form.clone();
        lay_over(&mut form, &line.row, self.import.overwrite);
        if form == person.form {
            return Ok(false);
        }
        let mut fields = Fields::default();
        match parse(&form, self.fields, &mut fields).filter(|_| fields.is_empty()) {
            Some(is) => {
                (person.form, person.is, person.changed) = (form, is, true);
                Ok(true)
            }
            None => Err(fields.0),
        }
    }

    /// A vehicle of the line that the garage does not know yet; one it knows stays whose it is.
    fn vehicle(&mut self, at: usize, vehicle: Option<(NewVehicle, Option<i32>)>) -> Option<VehicleId> {
        let (vehicle, km) = vehicle?;
        let (plate, vin) = vehicle.keys();
        let keys = [plate.as_ref().map(|p| format!("p{p}")), vin.as_ref().map(|v| format!("v{v}"))];
        let again = keys.iter().flatten().any(|key| self.seen.vehicles.contains(key));
        if again || self.known.has_vehicle(plate.as_ref(), vin.as_ref()) {
            return None;
        }
        self.seen.vehicles.extend(keys.into_iter().flatten());
        let id = VehicleId::new();
        let owner = Some(self.plan.people[at].id);
        self.plan.vehicles.push((id, NewVehicle { owner, ..vehicle }, km));
        Some(id)
    }
}

const ADDRESS: [&str; 4] = ["street", "extra", "postcode", "town"];

fn lay_over(form: &mut ContactForm, row: &Row, overwrite: bool) {
    let no_address = ADDRESS.iter().all(|part| row::get(form, part).is_empty());
    let mut said: Vec<&str> = row.filled.iter().map(String::as_str).filter(|f| !f.starts_with("vehicle_")).collect();
    if said.contains(&"full_name") {
        said.extend(["last_name", "first_name", "company"]);
    }
    for field in said {
        let value = row::get(&row.contact, field);
        if value.is_empty() {
            continue;
        }
        match field {
            "tags" => form.tags = united(&form.tags, value),
            "phone" | "phone_2" | "phone_3" | "phone_4" | "phone_5" if same_phone(row::get(form, field), value) => {}
            _ if overwrite => row::set(form, field, value),
            part if ADDRESS.contains(&part) && !no_address => {}
            _ if row::get(form, field).is_empty() => row::set(form, field, value),
            _ => {}
        }
    }
}

/// Two writings of one number change nothing.
fn same_phone(a: &str, b: &str) -> bool {
    Phone::parse(a).is_ok_and(|a| Phone::parse(b).is_ok_and(|b| a == b))
}

fn united(has: &str, gets: &str) -> String {
    let all = format!("{has},{gets}");
    tags::parse(&all).map_or_else(|_| has.to_owned(), |names| names.join(", "))
}
