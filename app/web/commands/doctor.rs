//! `visioncrm doctor`: what is missing or misconfigured, in French, each with its remedy.

use std::{net::IpAddr, process::ExitCode};

use gateways::mail::MailServer;
use migrations::{Access, Cluster};

use crate::settings::Settings;

/// One thing looked at.
struct Finding {
    good: bool,
    /// Worth knowing, but the program runs without.
    mild: bool,
    what: String,
    remedy: String,
}

pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let mut findings = vec![tesseract(), poppler()];
    findings.extend(database(&settings).await);
    findings.push(keys(&settings));
    findings.push(mail(&settings).await);
    findings.push(reach(&settings));
    let mut bad = false;
    for finding in &findings {
        let mark = match (finding.good, finding.mild) {
            (true, _) => "ok     ",
            (false, true) => "à voir ",
            (false, false) => "MANQUE ",
        };
        println!("{mark}{}", finding.what);
        if !finding.good && !finding.remedy.is_empty() {
            println!("       → {}", finding.remedy.replace('\n', "\n         "));
        }
        bad |= !finding.good && !finding.mild;
    }
    Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn good(what: impl Into<String>) -> Finding {
    Finding { good: true, mild: false, what: what.into(), remedy: String::new() }
}

fn bad(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { good: false, mild: false, what: what.into(), remedy: remedy.into() }
}

fn mild(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { mild: true, ..bad(what, remedy) }
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let ran = std::process::Command::new(program).args(arguments).output().ok()?;
    Some(format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)))
}

fn tesseract() -> Finding {
    match output("tesseract", &["--list-langs"]) {
        Some(langs) if langs.lines().any(|l| l.trim() == "fra") => {
            good("Tesseract avec le français : lecture des cartes grises")
        }
        Some(_) => bad("Tesseract est là, sans le français", "sudo apt install tesseract-ocr-fra"),
        None => bad(
            "Tesseract n’est pas installé : aucune carte grise ne sera lue",
            "sudo apt install tesseract-ocr tesseract-ocr-fra",
        ),
    }
}

fn poppler() -> Finding {
    match output("pdftoppm", &["-v"]) {
        Some(_) => good("poppler : cartes grises en PDF"),
        None => mild("pdftoppm manque : les cartes grises en PDF ne seront pas lues", "sudo apt install poppler-utils"),
    }
}

async fn database(settings: &Settings) -> Vec<Finding> {
    let Some(url) = &settings.database_url else {
        return vec![match Cluster::find() {
            Ok(binaries) => good(format!(
                "PostgreSQL privé : programmes trouvés, version {} ({})",
                binaries.major,
                binaries.dir.display()
            )),
            Err(error) => bad("PostgreSQL n’est pas installé", error.to_string()),
        }];
    };
    let access = match Access::from_urls(url, settings.database_admin_url.as_deref()) {
        Ok(access) => access,
        Err(error) => return vec![bad("DATABASE_URL n’est pas lisible", error.to_string())],
    };
    let probe = crm::Db::connect(access.app(), 1, std::sync::Arc::new(crm::keys::Keys::generate())).await;
    match probe {
        Err(error) => {
            let remedy = format!(
                "Vérifiez l’adresse et le mot de passe ({error}). Sur un serveur neuf, un administrateur exécute d’abord :\n{}",
                migrations::print_roles_sql()
            );
            vec![bad("DATABASE_URL : le serveur ne répond pas à ce compte", remedy)]
        }
        Ok(db) => {
            let up_to_date = crm::keys::fingerprints(&db).await.is_ok();
            db.close().await;
            match up_to_date {
                true => vec![good("DATABASE_URL : le serveur répond, la base est à jour")],
                false => vec![bad("DATABASE_URL : la base n’est pas à jour", "DATABASE_ADMIN_URL=… visioncrm migrate")],
            }
        }
    }
}

fn keys(settings: &Settings) -> Finding {
    let path = settings.key_file();
    match crm::keys::Keys::read(&path) {
        Ok(_) => good(format!("clés : {} (gardez-en une copie hors de cette machine)", path.display())),
        Err(crm::keys::KeyError::Lost(_)) => mild(
            format!("clés : {} n’existe pas encore", path.display()),
            "Il sera créé au premier démarrage. Si cette base a déjà servi, remettez la copie que vous avez gardée.",
        ),
        Err(error) => bad(format!("clés : {error}"), "Remettez la copie que vous avez gardée."),
    }
}

async fn mail(settings: &Settings) -> Finding {
    let Some(url) = &settings.smtp_url else {
        return mild(
            "aucun serveur de messagerie : les e-mails restent dans la boîte d’envoi du garage",
            "SMTP_URL=smtps://resend:CLE@smtp.resend.com:465 et MAIL_FROM='Garage <factures@votre-domaine.fr>'",
        );
    };
    match MailServer::new(url, &settings.mail_from) {
        Err(why) => bad(why, "Exemple : SMTP_URL=smtps://resend:CLE@smtp.resend.com:465"),
        Ok(server) if server.answers().await => good("le serveur de messagerie répond"),
        Ok(_) => bad(
            "le serveur de messagerie ne répond pas, ou refuse le compte",
            "Vérifiez SMTP_URL (adresse, port, mot de passe).",
        ),
    }
}

/// Can a tablet or a customer's phone come in?
fn reach(settings: &Settings) -> Finding {
    let local = settings.listen.ip().is_loopback();
    match (&settings.public_url, local) {
        (None, true) => mild(
            "seule cette machine peut ouvrir VisionCRM",
            format!(
                "Pour les tablettes du garage : --listen 0.0.0.0:{0} et PUBLIC_URL=http://<adresse de cette machine>:{0}",
                settings.listen.port()
            ),
        ),
        (None, false) => mild(
            "PUBLIC_URL n’est pas réglé : les liens envoyés aux clients ne s’ouvriront pas ailleurs",
            format!("PUBLIC_URL=http://<adresse de cette machine>:{}", settings.listen.port()),
        ),
        (Some(url), _) if url.starts_with("http://") && !is_private(url) => mild(
            "PUBLIC_URL est en http : hors du réseau du garage, mettez https devant",
            "Caddy, deux lignes : `exemple.fr { reverse_proxy 127.0.0.1:8080 }`",
        ),
        (Some(url), _) => good(format!("adresse publique : {url}")),
    }
}

fn is_private(url: &str) -> bool {
    let host = url.trim_start_matches("http://").split([':', '/']).next().unwrap_or_default();
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_private() || ip.is_loopback(),
        _ => host.ends_with("localhost") || !host.contains('.'),
    }
}
