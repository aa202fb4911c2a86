//! Photos and papers of a vehicle: the gallery, one of them large.

use crm::{
    Fields,
    ids::{VehicleFileId, VehicleId},
    policy::Act,
    vehicle_files::{VehicleFile, VehicleFileForm, VehicleFileKind, VehicleFileState},
    vehicles::Vehicle,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Empty, Form, PageHeader, card, card_plain, columns, empty, field, form_end, icons::Icon,
    },
    format,
    text::{common as c, vehicle_files as t},
    vehicles::plate_of,
    why,
};

pub struct Gallery<'a> {
    pub vehicle: &'a Vehicle,
    pub files: &'a [VehicleFile],
    /// What was typed beside files that were refused.
    pub form: &'a VehicleFileForm,
    pub errors: &'a Fields,
}

pub fn index(ui: &Ui, gallery: &Gallery) -> Markup {
    let l = ui.lang;
    let vehicle = gallery.vehicle;
    let back = format!("/vehicles/{}", vehicle.id);
    let may = ui.may(Act::LookAfterVehicles) && vehicle.deleted_at.is_none();
    let content = html! {
        (PageHeader::new(t::title(l)).back(c::back(l), back.as_str()).beside(plate_of(ui, vehicle.is.plate_shown())))
        (pictures(ui, vehicle.id, gallery.files))
        @if may { (card(t::add(l), None, add(ui, gallery))) }
    };
    ui.page(t::title(l), content)
}

/// Asks again while copies are being made: the page draws the same.
pub fn pictures(ui: &Ui, vehicle: VehicleId, files: &[VehicleFile]) -> Markup {
    let l = ui.lang;
    let busy = files.iter().any(|f| f.state == VehicleFileState::Preparing);
    let again = busy.then(|| format!("/vehicles/{vehicle}/files"));
    html! {
        div #pictures hx-get=[again] hx-trigger=[busy.then_some("every 2s")] hx-swap=[busy.then_some("outerHTML")] {
            @if files.is_empty() {
                (empty(&Empty { icon: Icon::Image, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
            } @else {
                ul.gallery { @for file in files { li { (tile(ui, file)) } } }
            }
        }
    }
}

/// The first ones, on the vehicle's own page.
pub fn strip(ui: &Ui, vehicle: VehicleId, files: &[VehicleFile]) -> Markup {
    const FEW: usize = 6;
    let l = ui.lang;
    let all = html! { (Button::link(t::all(l), format!("/vehicles/{vehicle}/files")).as_link()) };
    let content = html! {
        div.card-body {
            @if files.is_empty() { p.quiet { (t::none_title(l)) } }
            @else { ul.gallery { @for file in files.iter().take(FEW) { li { (tile(ui, file)) } } } }
        }
    };
    card_plain(t::title(l), Some(all), content)
}

fn tile(ui: &Ui, file: &VehicleFile) -> Markup {
    let l = ui.lang;
    html! {
        a href=(at(file.id)) {
            span.gallery-frame {
                @match file.state {
                    VehicleFileState::Ready => { img src={ (at(file.id)) "/thumb" } alt="" width="360" height="270" loading="lazy"; }
                    VehicleFileState::Preparing => { (t::preparing(l)) }
                    VehicleFileState::Unreadable => { (t::unreadable(l)) }
                }
            }
            span.small { (title(ui, file)) }
        }
    }
}

fn at(id: VehicleFileId) -> String {
    format!("/vehicle-files/{id}")
}

/// Its caption, or what it is.
fn title(ui: &Ui, file: &VehicleFile) -> String {
    let what = kind(ui, file.kind).to_owned();
    if file.caption.is_empty() { what } else { file.caption.clone() }
}

fn kind(ui: &Ui, kind: VehicleFileKind) -> &'static str {
    let l = ui.lang;
    match kind {
        VehicleFileKind::Photo => t::photo(l),
        VehicleFileKind::CarteGrise => t::carte_grise(l),
        VehicleFileKind::Inspection => t::inspection(l),
        VehicleFileKind::Invoice => t::invoice(l),
        VehicleFileKind::Other => t::other(l),
    }
}

fn about(ui: &Ui, form: &VehicleFileForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let kinds = VehicleFileKind::ALL.iter().map(|k| Choice::new(k.as_str(), kind(ui, *k)));
    let chosen = if form.kind.is_empty() { "photo" } else { form.kind.as_str() };
    columns(html! {
        (field::select("kind", t::kind(l), kinds).value(chosen).error(why::beside(l, errors, "kind")))
        (field::text("caption", t::caption(l)).value(form.caption.as_str()).hint(t::caption_hint(l)).error(why::beside(l, errors, "caption"))
            .autocomplete("off"))
    })
}

fn add(ui: &Ui, gallery: &Gallery) -> Markup {
    let l = ui.lang;
    let inside = why::over(
        ui,
        gallery.errors,
        html! {
            (field::file("files", t::choose(l)).accept("image/jpeg,image/png,application/pdf").multiple().required()
                .hint(t::choose_hint(l)).error(why::beside(l, gallery.errors, "files")))
            (about(ui, gallery.form, gallery.errors))
            (form_end(&[Button::submit(t::send(l)).primary().icon(Icon::Upload)]))
        },
    );
    Form::post(format!("/vehicles/{}/files", gallery.vehicle.id)).files().draw(ui.hidden(), inside)
}

/// One of them, large.
pub struct Page<'a> {
    pub file: &'a VehicleFile,
    pub form: &'a VehicleFileForm,
    pub errors: &'a Fields,
    /// Somebody else saved meanwhile.
    pub stale: bool,
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let file = page.file;
    let (name, here, back) = (title(ui, file), at(file.id), format!("/vehicles/{}/files", file.vehicle));
    let deleted = file.deleted_at.is_some();
    let (may, may_delete) = (ui.may(Act::LookAfterVehicles), ui.may(Act::EditVehicles));
    let mut header = PageHeader::new(name.as_str())
        .back(t::title(l), back.as_str())
        .below(html! { (t::added(l, format::moment(l, file.created_at, ui.zone))) });
    if file.content_type == "application/pdf" {
        header = header.secondary(Button::link(t::whole(l), format!("{here}/pdf")).icon(Icon::Download).download());
    }
    let restore = html! { @if may_delete { (ui.post_button(&format!("{here}/restore"), &Button::submit(c::restore(l)).primary())) } };
    let inside = why::over(
        ui,
        page.errors,
        html! { (about(ui, page.form, page.errors)) (form_end(&[Button::submit(c::save(l)).primary()])) },
    );
    let content = html! {
        (header)
        @if deleted { (Alert::warning(t::deleted(l)).more(restore)) }
        @if page.stale { (why::stale(ui, &here)) }
        @match file.state {
            VehicleFileState::Ready => { img.gallery-large src={ (here) "/photo" } alt=(name); }
            VehicleFileState::Preparing => { (Alert::info(t::preparing_text(l))) }
            VehicleFileState::Unreadable => { (Alert::warning(t::unreadable_text(l))) }
        }
        @if may && !deleted {
            (card(t::about(l), None, html! {
                (Form::post(here.as_str()).draw(ui.hidden_version(file.version), inside))
                @if may_delete { (ui.post_button(&format!("{here}/delete"), &Button::submit(c::delete(l)).icon(Icon::Trash))) }
            }))
        }
    };
    ui.page(&name, content)
}
