//! One act on many customers at once, by a job that goes through them some at a time and can be undone.

mod steps;
mod store;

use serde::{Deserialize, Serialize};

use crate::{
    contacts::{
        filter::Filter,
        list::{self, Selection},
    },
    custom_fields,
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    ids::{BatchId, ContactId, FileId},
    policy::Act,
    queue::{self, Job},
    security_events, text,
};

pub use steps::{Export, Step, finish_export, step, undo_step};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchAct {
    Tag,
    Untag,
    Export,
    Send,
    Delete,
}

crate::text_enum!(BatchAct {
    Tag => "tag",
    Untag => "untag",
    Export => "export",
    Send => "send",
    Delete => "delete",
});

impl BatchAct {
    /// Who may do it, see how it goes and take it back.
    pub fn needs(self) -> Act {
        match self {
            BatchAct::Tag | BatchAct::Untag => Act::EditContacts,
            BatchAct::Export => Act::ExportContacts,
            BatchAct::Send => Act::SendMessages,
            BatchAct::Delete => Act::DeleteContacts,
        }
    }

    /// What left the garage does not come back; an export changed nothing.
    pub fn can_be_undone(self) -> bool {
        matches!(self, BatchAct::Tag | BatchAct::Untag | BatchAct::Delete)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    Waiting,
    Running,
    Done,
    Undoing,
    Undone,
}

crate::text_enum!(BatchState {
    Waiting => "waiting",
    Running => "running",
    Done => "done",
    Undoing => "undoing",
    Undone => "undone",
});

impl BatchState {
    pub fn is_moving(self) -> bool {
        matches!(self, BatchState::Waiting | BatchState::Running | BatchState::Undoing)
    }
}

/// Which customers, as it is kept: the address of the list, or the chosen ones, and those left out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    pub query: Vec<(String, String)>,
    pub only: Option<Vec<ContactId>>,
    pub but: Vec<ContactId>,
}

impl Chosen {
    pub async fn selection(&self, tx: &mut TenantTx) -> Result<Selection> {
        let fields = custom_fields::list(tx).await?;
        // The chosen ones are chosen whatever the list was narrowed to.
        let filter = if self.only.is_some() { Filter::default() } else { Filter::of(&self.query, &fields) };
        // The list of who chose shows no such condition.
        if filter.clone().open_to(tx.cx()) != filter {
            return Err(Error::Refused(Why::NotAllowed));
        }
        Ok(Selection { filter, only: self.only.clone(), but: self.but.clone() })
    }
}

/// What goes with the act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    pub tag: String,
    /// `csv` or `xlsx`.
    pub format: String,
    pub subject: String,
    pub text: String,
    /// Advertising: only to those who allow it (CPCE art. L34-5).
    pub offer: bool,
}

/// As typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DetailForm {
    pub tag: String,
    pub format: String,
    pub subject: String,
    pub text: String,
    pub offer: String,
}

impl DetailForm {
    pub fn parse(&self, act: BatchAct, fields: &mut Fields) -> Option<Detail> {
        let mut detail = Detail::default();
        match act {
            BatchAct::Tag | BatchAct::Untag => {
                detail.tag = fields.keep("tag", text::required(&self.tag, 40))?;
                if text::key(&detail.tag).is_empty() {
                    fields.add("tag", Why::Missing);
                }
            }
            BatchAct::Export => {
                detail.format = if self.format == "xlsx" { "xlsx".into() } else { "csv".into() };
            }
            BatchAct::Send => {
                let subject = fields.keep("subject", text::required(&self.subject, 120));
                let body = text::bounded(text::lines(&self.text), 5000);
                let body = body.and_then(|b| if b.is_empty() { Err(Why::Missing) } else { Ok(b) });
                let body = fields.keep("text", body);
                detail.offer = self.offer == "yes";
                if !matches!(self.offer.as_str(), "yes" | "no") {
                    fields.add("offer", Why::Missing);
                }
                (detail.subject, detail.text) = (subject?, body?);
            }
            BatchAct::Delete => {}
        }
        fields.is_empty().then_some(detail)
    }
}

#[derive(Clone, Debug)]
pub struct Batch {
    pub id: BatchId,
    pub act: BatchAct,
    pub chosen: Chosen,
    pub detail: Detail,
    pub state: BatchState,
    pub total: i32,
    pub done: i32,
    pub skipped: i32,
    pub file: Option<FileId>,
    pub(crate) reached: ContactId,
}

/// Of those not done, how many for each reason.
pub type SkippedFor = Vec<(String, i64)>;

/// Begins: counts them, and lets the job do it.
pub async fn begin(tx: &mut TenantTx, act: BatchAct, chosen: &Chosen, detail: &Detail) -> Result<BatchId> {
    let selection = chosen.selection(tx).await?;
    let total = list::count_selected(tx, &selection).await?;
    if total == 0 {
        return Err(Error::Refused(Why::NobodyChosen));
    }
    let id = BatchId::new();
    store::insert(tx, id, act, chosen, detail, i32::try_from(total).unwrap_or(i32::MAX)).await?;
    queue::enqueue(tx, Job::RunBatch { batch: id }).await?;
    if act == BatchAct::Export {
        let who = tx.cx().actor.user();
        security_events::log(tx, "customers_exported", who, "").await?;
    }
    Ok(id)
}

pub async fn get(tx: &mut TenantTx, id: BatchId) -> Result<Batch> {
    store::get(tx, id).await
}

pub async fn skipped_for(tx: &mut TenantTx, id: BatchId) -> Result<SkippedFor> {
    store::skipped_for(tx, id).await
}

/// Everything back as it was, as far as nobody changed it since. Undone already, or being undone: nothing more.
pub async fn undo(tx: &mut TenantTx, id: BatchId) -> Result<()> {
    let batch = store::lock(tx, id).await?;
    match batch.state {
        BatchState::Undoing | BatchState::Undone => return Ok(()),
        BatchState::Done if batch.act.can_be_undone() => {}
        _ => return Err(Error::Refused(Why::NotUndoable)),
    }
    store::set_state(tx, id, BatchState::Undoing, ContactId(uuid::Uuid::nil())).await?;
    queue::enqueue(tx, Job::UndoBatch { batch: id }).await
}
