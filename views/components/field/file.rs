use maud::{Markup, Render, html};

use super::{described, error, field_id};
use crate::components::{
    Text,
    icons::{self, Icon},
};

/// A file or a photo to send. The form needs `enctype="multipart/form-data"` (`Form::files`).
#[derive(Clone, Debug)]
pub struct File<'a> {
    name: Text<'a>,
    label: Text<'a>,
    hint: Option<Text<'a>>,
    error: Option<Text<'a>>,
    accept: Option<&'static str>,
    camera: bool,
    preview: Option<Text<'a>>,
    multiple: bool,
    required: bool,
    at_once: bool,
}

/// A large place to touch, or to drop a file on; without JavaScript the browser's own button stands below it.
pub fn file<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> File<'a> {
    File {
        name: name.into(),
        label: label.into(),
        hint: None,
        error: None,
        accept: None,
        camera: false,
        preview: None,
        multiple: false,
        required: false,
        at_once: false,
    }
}

impl<'a> File<'a> {
    /// `image/*,application/pdf`, `.csv,text/csv`
    #[must_use]
    pub fn accept(mut self, accept: &'static str) -> File<'a> {
        self.accept = Some(accept);
        self
    }
    /// Opens the camera at the back of a phone or a tablet.
    #[must_use]
    pub fn camera(mut self) -> File<'a> {
        self.camera = true;
        self
    }
    /// Shows the chosen photo, described so, and makes a heavy one lighter (never under 3500 px).
    #[must_use]
    pub fn photo(mut self, description: impl Into<Text<'a>>) -> File<'a> {
        self.preview = Some(description.into());
        self
    }
    #[must_use]
    pub fn multiple(mut self) -> File<'a> {
        self.multiple = true;
        self
    }
    /// With JavaScript the form leaves as soon as a file is chosen.
    #[must_use]
    pub fn at_once(mut self) -> File<'a> {
        self.at_once = true;
        self
    }
    #[must_use]
    pub fn required(mut self) -> File<'a> {
        self.required = true;
        self
    }
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> File<'a> {
        self.hint = Some(hint.into());
        self
    }
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> File<'a> {
        self.error = error.map(Into::into);
        self
    }
}

impl Render for File<'_> {
    fn render(&self) -> Markup {
        let id = field_id(&self.name);
        let described = described(&id, &[("error", self.error.is_some()), ("hint", self.hint.is_some())]);
        let sign = match (self.camera, self.preview.is_some()) {
            (true, _) => Icon::Camera,
            (false, true) => Icon::Image,
            (false, false) => Icon::Upload,
        };
        html! {
            div.field {
                (error(&id, self.error.as_ref()))
                div.file data-file {
                    input id=(id) type="file" name=(self.name) accept=[self.accept] required[self.required] multiple[self.multiple]
                        capture=[self.camera.then_some("environment")] data-photo[self.preview.is_some()] data-at-once[self.at_once]
                        aria-describedby=[described] aria-invalid=[self.error.as_ref().map(|_| "true")];
                    label.drop for=(id) {
                        span.drop-icon { (icons::large(sign)) }
                        span.strong { (self.label) @if self.required { " " span.mark aria-hidden="true" { "*" } } }
                        @if let Some(hint) = &self.hint { span.hint id={ (id) "-hint" } { (hint) } }
                        span.strong data-file-name {}
                    }
                    @if let Some(alt) = &self.preview { img.photo-view alt=(alt) hidden; }
                }
            }
        }
    }
}
