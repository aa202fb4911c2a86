use maud::{Markup, Render, html};

use super::{Doubt, Field, Kind, described, error, field_id, hint};
use crate::components::icons::{self, Icon};

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = self.id.as_deref().map_or_else(|| field_id(&self.name), str::to_owned);
        let doubtful = self.doubt.as_ref().is_some_and(|doubt| !doubt.sure);
        let sure = self.doubt.as_ref().is_some_and(|doubt| doubt.sure);
        html! {
            div.field.whole[self.whole].field-doubt[doubtful].field-sure[sure] {
                div.label {
                    label for=(id) { (self.label) @if self.required { " " span.mark aria-hidden="true" { "*" } } }
                    @if let Some(doubt) = &self.doubt { (mark(doubt, &id)) }
                }
                (hint(&id, self.hint.as_ref()))
                (error(&id, self.error.as_ref()))
                @if let Some((src, alt)) = self.doubt.as_ref().and_then(|doubt| doubt.strip.as_ref()) {
                    img.strip src=(src) alt=(alt) loading="lazy";
                }
                (self.control(&id))
                @if let Some((name, label)) = self.doubt.as_ref().and_then(|doubt| doubt.confirm.as_ref()) {
                    label.check { input type="checkbox" name=(name) value="yes"; span { (label) } }
                }
            }
        }
    }
}

/// The state of a reading, beside its label.
fn mark(doubt: &Doubt, id: &str) -> Markup {
    let shape = if doubt.sure { Icon::Check } else { Icon::Alert };
    html! { span.doubt id={ (id) "-doubt" } { (icons::small(shape)) (doubt.label) } }
}

impl Field<'_> {
    fn control(&self, id: &str) -> Markup {
        match &self.kind {
            Kind::Select(_) => html! { div.control { (self.select(id)) (icons::icon(Icon::ChevronDown)) } },
            Kind::Textarea(rows) => self.textarea(id, *rows),
            Kind::Password(show) => html! {
                div.control.has-button {
                    (self.input(id, "password"))
                    button.button.button-ghost.button-icon type="button" data-show aria-controls=(id) aria-pressed="false" hidden {
                        (icons::icon(Icon::Eye)) span.sr { (show) }
                    }
                }
            },
            Kind::Input(kind) => match &self.unit {
                Some(unit) => html! {
                    div.control.has-unit.is-wrong[self.is_wrong()] { (self.input(id, kind)) span.unit id={ (id) "-unit" } { (unit) } }
                },
                None => self.input(id, kind),
            },
        }
    }

    fn describedby(&self, id: &str) -> Option<String> {
        let here = described(
            id,
            &[
                ("error", self.error.is_some()),
                ("doubt", self.doubt.is_some()),
                ("hint", self.hint.is_some()),
                ("unit", self.unit.is_some()),
            ],
        );
        match (&self.wrong, here) {
            (Some(there), Some(here)) => Some(format!("{there} {here}")),
            (Some(there), None) => Some(there.clone()),
            (None, here) => here,
        }
    }

    fn is_wrong(&self) -> bool {
        self.error.is_some() || self.wrong.is_some()
    }

    fn input(&self, id: &str, kind: &str) -> Markup {
        let hx = &self.hx;
        html! {
            input class=(self.class) id=(id) type=(kind) name=(self.name)
                value=[(kind != "password" && !self.value.is_empty()).then_some(&self.value)]
                required[self.required] readonly[self.readonly] autofocus[self.autofocus]
                placeholder=[&self.placeholder] autocomplete=[self.autocomplete] inputmode=[self.inputmode]
                maxlength=[self.maxlength] min=[&self.min] max=[&self.max] step=[self.step] list=[&self.list]
                dir=[self.ltr.then_some("ltr")] autocapitalize=[self.ltr.then_some("off")] spellcheck=[self.ltr.then_some("false")]
                aria-describedby=[self.describedby(id)] aria-invalid=[self.is_wrong().then_some("true")]
                hx-get=[&hx.get] hx-post=[&hx.post] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-trigger=[&hx.trigger]
                hx-include=[&hx.include] hx-sync=[&hx.sync] hx-select=[&hx.select] hx-push-url=[&hx.push_url]
                hx-replace-url=[&hx.replace_url];
        }
    }

    fn textarea(&self, id: &str, rows: u8) -> Markup {
        html! {
            textarea.input id=(id) name=(self.name) rows=(rows) required[self.required] readonly[self.readonly]
                autofocus[self.autofocus] placeholder=[&self.placeholder] maxlength=[self.maxlength]
                autocomplete=[self.autocomplete]
                aria-describedby=[self.describedby(id)] aria-invalid=[self.is_wrong().then_some("true")] { (self.value) }
        }
    }

    fn select(&self, id: &str) -> Markup {
        let Kind::Select(choices) = &self.kind else { return html! {} };
        let hx = &self.hx;
        html! {
            select.input id=(id) name=(self.name) required[self.required] disabled[self.readonly] autocomplete=[self.autocomplete]
                aria-describedby=[self.describedby(id)] aria-invalid=[self.is_wrong().then_some("true")]
                hx-get=[&hx.get] hx-post=[&hx.post] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-trigger=[&hx.trigger]
                hx-include=[&hx.include] {
                @if let Some(text) = &self.placeholder { option value="" selected[self.value.is_empty()] { (text) } }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == self.value] { (choice.label) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use maud::Render;

    use crate::components::field;

    #[test]
    fn an_error_is_tied_to_its_input() {
        let html = field::email("mail", "E-mail").required().error(Some("Adresse incomplète")).render().into_string();
        assert!(html.contains(r#"id="f-mail-error""#) && html.contains(r#"aria-describedby="f-mail-error""#));
        assert!(html.contains(r#"aria-invalid="true""#) && html.contains("required"));
    }

    #[test]
    fn a_password_never_comes_back_in_the_page() {
        let html = field::password("password", "Mot de passe", "Afficher").value("secret").render().into_string();
        assert!(!html.contains("secret"));
    }

    #[test]
    fn the_value_decides_what_is_selected() {
        let rates = [field::Choice::new("2000", "20 %"), field::Choice::new("550", "5,5 %")];
        let html = field::select("vat", "TVA", rates).value("550").render().into_string();
        assert!(html.contains(r#"<option value="550" selected>"#) && !html.contains(r#"value="2000" selected"#));
    }
}
