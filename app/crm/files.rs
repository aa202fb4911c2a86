//! Uploads and documents: rows in Postgres, sealed with the garage's key. An object store can take this seam later.

use sha2::{Digest, Sha256};

use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::FileId,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Scan,
    ScanShown,
    ScanPage,
    Invoice,
    Quote,
    Photo,
    Document,
    Export,
    Import,
}

crate::text_enum!(FileKind {
    Scan => "scan",
    ScanShown => "scan_shown",
    ScanPage => "scan_page",
    Invoice => "invoice",
    Quote => "quote",
    Photo => "photo",
    Document => "document",
    Export => "export",
    Import => "import",
});

pub struct File {
    pub name: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Seals and stores. `name` is for display only, never a path.
pub async fn store(tx: &mut TenantTx, kind: FileKind, file: &File) -> Result<FileId> {
    let id = FileId::new();
    let key = tx.garage_key().await?;
    let sealed = key.seal(&file.bytes, &context(id));
    // Uploads are refused above 15 MB, so the size fits.
    let size = i32::try_from(file.bytes.len()).map_err(|_| Error::Internal("file too large".into()))?;
    sqlx::query!(
        "insert into files (id, kind, name, content_type, size, sha256, sealed) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        kind.as_str(),
        file.name,
        file.content_type,
        size,
        sha256(&file.bytes),
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Opens and checks against the stored hash: a file damaged on disk is an alarm, never shown.
pub async fn load(tx: &mut TenantTx, id: FileId) -> Result<File> {
    let row =
        sqlx::query!("select name, content_type, sha256, sealed from files where id = $1 and deleted_at is null", id.0)
            .fetch_optional(tx.conn())
            .await?
            .ok_or(Error::NotFound)?;
    let bytes = tx.garage_key().await?.open(&row.sealed, &context(id))?;
    if sha256(&bytes) != row.sha256 {
        return Err(Error::Internal("a stored file differs from its hash".into()));
    }
    Ok(File { name: row.name, content_type: row.content_type, bytes })
}

/// As it was called where it came from.
pub async fn name(tx: &mut TenantTx, id: FileId) -> Result<String> {
    sqlx::query_scalar!("select name from files where id = $1 and deleted_at is null", id.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

/// Bytes and name gone, the row stays where something points at it: lists that were brought, cards past their time.
pub async fn empty(tx: &mut TenantTx, ids: &[uuid::Uuid]) -> Result<()> {
    let key = tx.garage_key().await?;
    let sealed: Vec<Vec<u8>> = ids.iter().map(|id| key.seal(b"", &context(FileId(*id)))).collect();
    let names = sqlx::query_scalar!(
        "update files f set sealed = e.sealed, size = 0, sha256 = $3, name = ''
         from unnest($1::uuid[], $2::bytea[]) as e (id, sealed)
         where f.id = e.id
         returning f.id::text as \"id!\"",
        ids,
        &sealed,
        sha256(b"")
    );
    let rows = names.fetch_all(tx.conn()).await?;
    sqlx::query_scalar!("select forget_audit('files', $1)", &rows).fetch_one(tx.conn()).await?;
    Ok(())
}

fn context(id: FileId) -> String {
    format!("files:{id}")
}
