//! Fields of a form: label above, hint and error between label and input, so that no keyboard on the screen covers them.
//!
//! `field::email("email", "E-mail").value(&contact.email).required().error(errors.get("email"))`

mod choice;
mod draw;
mod file;

use maud::Markup;

pub use self::{
    choice::{Checkbox, Radios, checkbox, radios},
    file::{File, file},
};
use super::{Text, hx::Hx};

/// One value to choose, of a select or of radio cards.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    pub value: Text<'a>,
    pub label: Text<'a>,
    pub hint: Option<Text<'a>>,
}

impl<'a> Choice<'a> {
    #[must_use]
    pub fn new(value: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Choice<'a> {
        Choice { value: value.into(), label: label.into(), hint: None }
    }
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Choice<'a> {
        self.hint = Some(hint.into());
        self
    }
}

/// How sure a reading is, in words (« À vérifier · 62 % »), and the strip of the photo it was read from.
#[derive(Clone, Debug)]
pub struct Doubt<'a> {
    pub label: Text<'a>,
    pub sure: bool,
    /// Address and description of the strip.
    pub strip: Option<(Text<'a>, Text<'a>)>,
    /// Name and label of the box a person ticks to say that it is right.
    pub confirm: Option<(Text<'a>, Text<'a>)>,
}

#[derive(Clone, Debug)]
enum Kind<'a> {
    Input(&'static str),
    /// The label of the button that shows it.
    Password(Text<'a>),
    Textarea(u8),
    Select(Vec<Choice<'a>>),
}

/// Built by the functions below, drawn when it stands in a page.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    kind: Kind<'a>,
    name: Text<'a>,
    label: Text<'a>,
    id: Option<Text<'a>>,
    value: Text<'a>,
    hint: Option<Text<'a>>,
    error: Option<Text<'a>>,
    wrong: Option<String>,
    placeholder: Option<Text<'a>>,
    unit: Option<Text<'a>>,
    doubt: Option<Doubt<'a>>,
    list: Option<Text<'a>>,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    step: Option<&'static str>,
    class: &'static str,
    maxlength: Option<u32>,
    min: Option<Text<'a>>,
    max: Option<Text<'a>>,
    required: bool,
    readonly: bool,
    autofocus: bool,
    whole: bool,
    ltr: bool,
    hx: Hx,
}

fn field<'a>(kind: Kind<'a>, name: Text<'a>, label: Text<'a>) -> Field<'a> {
    Field {
        kind,
        name,
        label,
        id: None,
        value: Text::Borrowed(""),
        hint: None,
        error: None,
        wrong: None,
        placeholder: None,
        unit: None,
        doubt: None,
        list: None,
        autocomplete: None,
        inputmode: None,
        step: None,
        class: "input",
        maxlength: None,
        min: None,
        max: None,
        required: false,
        readonly: false,
        autofocus: false,
        whole: false,
        ltr: false,
        hx: Hx::default(),
    }
}

pub fn text<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    field(Kind::Input("text"), name.into(), label.into())
}
pub fn email<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    let field = field(Kind::Input("email"), name.into(), label.into());
    Field { autocomplete: Some("email"), ltr: true, ..field }
}
pub fn tel<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    let field = field(Kind::Input("tel"), name.into(), label.into());
    Field { autocomplete: Some("tel"), ltr: true, ..field }
}
/// Finds while one types; give it `Hx::live_search`.
pub fn search<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    Field { autocomplete: Some("off"), ..field(Kind::Input("search"), name.into(), label.into()) }
}
pub fn date<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    field(Kind::Input("date"), name.into(), label.into())
}
pub fn time<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    field(Kind::Input("time"), name.into(), label.into())
}
/// A whole number: kilometres, days. Typed as text, because number inputs scroll away and refuse the French comma.
pub fn integer<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    let field = field(Kind::Input("text"), name.into(), label.into());
    Field { inputmode: Some("numeric"), class: "input input-number", ltr: true, ..field }
}
/// A number with decimals, comma or point: hours, litres.
pub fn decimal<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    let field = field(Kind::Input("text"), name.into(), label.into());
    Field { inputmode: Some("decimal"), class: "input input-number", ltr: true, ..field }
}
/// An amount, with its unit at the end: `€ HT`.
pub fn money<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>, unit: impl Into<Text<'a>>) -> Field<'a> {
    decimal(name, label).unit(unit)
}
/// A plate, a VIN, a SIRET: fixed-width capitals.
pub fn code<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Field<'a> {
    let field = field(Kind::Input("text"), name.into(), label.into());
    Field { class: "input input-plate", autocomplete: Some("off"), ltr: true, ..field }
}
/// `show` is the word of the button that shows what was typed.
pub fn password<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>, show: impl Into<Text<'a>>) -> Field<'a> {
    let field = field(Kind::Password(show.into()), name.into(), label.into());
    Field { autocomplete: Some("current-password"), ltr: true, ..field }
}
pub fn textarea<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>, rows: u8) -> Field<'a> {
    field(Kind::Textarea(rows), name.into(), label.into())
}
/// The chosen one is that whose value is the field's value.
pub fn select<'a>(
    name: impl Into<Text<'a>>,
    label: impl Into<Text<'a>>,
    choices: impl IntoIterator<Item = Choice<'a>>,
) -> Field<'a> {
    field(Kind::Select(choices.into_iter().collect()), name.into(), label.into())
}

/// The id of the input of this name; an error summary leads there.
#[must_use]
pub fn field_id(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("f-{plain}")
}

impl<'a> Field<'a> {
    #[must_use]
    pub fn value(mut self, value: impl Into<Text<'a>>) -> Field<'a> {
        self.value = value.into();
        self
    }
    /// When two forms of a page have fields of the same name.
    #[must_use]
    pub fn id(mut self, id: impl Into<Text<'a>>) -> Field<'a> {
        self.id = Some(id.into());
        self
    }
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Field<'a> {
        self.hint = Some(hint.into());
        self
    }
    /// What is wrong, if anything is.
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Field<'a> {
        self.error = error.map(Into::into);
        self
    }
    /// Something is wrong, and the words stand elsewhere, in the element of this id.
    #[must_use]
    pub fn wrong(mut self, id: Option<String>) -> Field<'a> {
        self.wrong = id;
        self
    }
    #[must_use]
    pub fn required(mut self) -> Field<'a> {
        self.required = true;
        self
    }
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<Text<'a>>) -> Field<'a> {
        self.placeholder = Some(text.into());
        self
    }
    /// `km`, `€ HT`, `h`, at the end of the input.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<Text<'a>>) -> Field<'a> {
        self.unit = Some(unit.into());
        self
    }
    #[must_use]
    pub fn doubt(mut self, doubt: Option<Doubt<'a>>) -> Field<'a> {
        self.doubt = doubt;
        self
    }
    /// Values proposed while typing: the id of a `<datalist>`.
    #[must_use]
    pub fn list(mut self, id: impl Into<Text<'a>>) -> Field<'a> {
        self.list = Some(id.into());
        self
    }
    /// `given-name`, `postal-code`, `new-password`, `one-time-code`, `off` …
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Field<'a> {
        self.autocomplete = Some(token);
        self
    }
    #[must_use]
    pub fn inputmode(mut self, mode: &'static str) -> Field<'a> {
        self.inputmode = Some(mode);
        self
    }
    #[must_use]
    pub fn maxlength(mut self, letters: u32) -> Field<'a> {
        self.maxlength = Some(letters);
        self
    }
    /// Bounds of a date or a time.
    #[must_use]
    pub fn between(mut self, min: impl Into<Text<'a>>, max: impl Into<Text<'a>>) -> Field<'a> {
        (self.min, self.max) = (Some(min.into()), Some(max.into()));
        self
    }
    #[must_use]
    pub fn readonly(mut self) -> Field<'a> {
        self.readonly = true;
        self
    }
    #[must_use]
    pub fn autofocus(mut self) -> Field<'a> {
        self.autofocus = true;
        self
    }
    /// Takes the whole width inside `columns`.
    #[must_use]
    pub fn whole(mut self) -> Field<'a> {
        self.whole = true;
        self
    }
    #[must_use]
    pub fn hx(mut self, hx: Hx) -> Field<'a> {
        self.hx = hx;
        self
    }
}

/// Shared by every kind of field: what is wrong, beside it.
fn error(id: &str, text: Option<&Text>) -> Markup {
    use super::icons::{self, Icon};
    maud::html! { @if let Some(text) = text { p.error id={ (id) "-error" } { (icons::icon(Icon::Alert)) span { (text) } } } }
}

fn hint(id: &str, text: Option<&Text>) -> Markup {
    maud::html! { @if let Some(text) = text { p.hint id={ (id) "-hint" } { (text) } } }
}

/// `aria-describedby`: the hint, the doubt, the error, those there are.
fn described(id: &str, parts: &[(&str, bool)]) -> Option<String> {
    let ids: Vec<String> = parts.iter().filter(|(_, is)| *is).map(|(part, _)| format!("{id}-{part}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
