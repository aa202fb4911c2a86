//! Sites whose pages may speak to the API from a browser. None, until the owner names one.

use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Result, Why},
    ids::ApiOriginId,
};

/// More would be a mistake.
const MOST: i64 = 20;

#[derive(Clone, Debug)]
pub struct ApiOrigin {
    pub id: ApiOriginId,
    pub origin: String,
}

/// As a browser writes it (RFC 6454 §6.2): scheme, host and, unless it is 443, port; what follows is left out.
fn parse(typed: &str) -> std::result::Result<String, Why> {
    let typed = typed.trim().to_ascii_lowercase();
    let rest = typed.strip_prefix("https://").ok_or(Why::BadOrigin)?;
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port)));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let port = port.map(str::parse::<u16>).transpose().map_err(|_| Why::BadOrigin)?.filter(|port| *port != 443);
    if host.len() > 253 || !host.split('.').all(label) || port == Some(0) {
        return Err(Why::BadOrigin);
    }
    Ok(port.map_or_else(|| format!("https://{host}"), |port| format!("https://{host}:{port}")))
}

pub async fn add(tx: &mut TenantTx, typed: &str) -> Result<()> {
    let origin = parse(typed).map_err(|why| Error::invalid("origin", why))?;
    let many = sqlx::query_scalar!("select count(*) as \"many!\" from api_origins").fetch_one(tx.conn()).await?;
    if many >= MOST {
        return Err(Error::invalid("origin", Why::TooMany));
    }
    sqlx::query!("insert into api_origins (id, origin) values ($1, $2)", ApiOriginId::new().0, origin)
        .execute(tx.conn())
        .await
        .on_constraint("api_origins_tenant_id_origin_key", || Error::invalid("origin", Why::Taken))?;
    Ok(())
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<ApiOrigin>> {
    let all =
        sqlx::query_as!(ApiOrigin, "select id as \"id: ApiOriginId\", origin from api_origins order by origin, id")
            .fetch_all(tx.conn())
            .await?;
    Ok(all)
}

/// Is it one of the garage's? Compared as it is: a browser writes it in one way only.
pub async fn is_allowed(tx: &mut TenantTx, origin: &str) -> Result<bool> {
    let found = sqlx::query_scalar!("select true as \"found!\" from api_origins where origin = $1", origin)
        .fetch_optional(tx.conn())
        .await?;
    Ok(found.is_some())
}

pub async fn remove(tx: &mut TenantTx, id: ApiOriginId) -> Result<()> {
    let done = sqlx::query!("delete from api_origins where id = $1", id.0).execute(tx.conn()).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_https_and_a_host() {
        for (typed, origin) in [
            ("https://www.garage-martin.fr", "https://www.garage-martin.fr"),
            (" HTTPS://Site.Example/rdv?x=1 ", "https://site.example"),
            ("https://site.example:443", "https://site.example"),
            ("https://site.example:8443/", "https://site.example:8443"),
        ] {
            assert_eq!(parse(typed), Ok(origin.to_owned()), "{typed}");
        }
        for typed in [
            "",
            "*",
            "null",
            "https://",
            "https://*",
            "https://*.example.fr",
            "http://site.example",
            "site.example",
            "https://a..b",
            "https://user@site.example",
            "https://site.example:0",
            "https://site.example:99999",
            "https://-a.fr",
            "https://é.fr",
        ] {
            assert_eq!(parse(typed), Err(Why::BadOrigin), "{typed}");
        }
    }
}
