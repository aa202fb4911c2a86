//! E-mail over SMTP. Resend: `smtps://resend:API_KEY@smtp.resend.com:465`.

use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment as Part, Mailbox, MultiPart, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};

use crate::Failure;

/// A server that never answers costs one attempt, not a worker.
const TIMEOUT: Duration = Duration::from_secs(20);

const SILENT: &str = "mail_silent: the mail server does not answer in time";

pub struct Mail {
    /// The same for the same message: a server that got it twice can tell.
    pub id: String,
    pub to: String,
    /// The garage: its name goes before our address, its own address is the one to answer to.
    pub from_name: String,
    pub reply_to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
    /// Of an offer: where one click stops them (RFC 8058).
    pub unsubscribe: Option<String>,
}

pub struct Attachment {
    pub name: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
    patience: Duration,
}

impl MailServer {
    /// `url` as in the settings, `from` such as `VisionCRM <factures@exemple.fr>`. The error is for the person who set them.
    pub fn new(url: &str, from: &str) -> Result<MailServer, String> {
        MailServer::patient(url, from, TIMEOUT)
    }

    /// With another patience, for each answer of the server.
    pub fn patient(url: &str, from: &str, patience: Duration) -> Result<MailServer, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| format!("SMTP_URL: {e}"))?;
        let mailbox: Mailbox = from.parse().map_err(|e| format!("MAIL_FROM: {e}"))?;
        Ok(MailServer { transport: transport.timeout(Some(patience)).build(), from: mailbox.email, patience })
    }

    /// Does the server answer and accept our login?
    pub async fn answers(&self) -> bool {
        self.transport.test_connection().await.unwrap_or(false)
    }

    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = self.compose(mail).map_err(Failure::Permanent)?;
        // The whole exchange has its limit too: a server may answer each command just in time, for ever.
        match tokio::time::timeout(self.patience * 3, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_permanent() => Err(Failure::Permanent(reason(&error))),
            Ok(Err(error)) => Err(Failure::Temporary(reason(&error))),
            Err(_) => Err(Failure::Temporary(SILENT.into())),
        }
    }

    fn compose(&self, mail: &Mail) -> Result<Message, String> {
        let to: Mailbox = mail.to.parse().map_err(|_| "mail_address: the recipient's address is not one".to_owned())?;
        let domain = self.from.domain();
        let mut message = Message::builder()
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .from(Mailbox::new(Some(mail.from_name.clone()), self.from.clone()))
            .to(to)
            .subject(&mail.subject);
        if let Ok(reply_to) = mail.reply_to.parse::<Address>() {
            message = message.reply_to(Mailbox::new(Some(mail.from_name.clone()), reply_to));
        }
        if let Some(url) = &mail.unsubscribe {
            message = message.header(ListUnsubscribe(format!("<{url}>"))).header(OneClick);
        }
        let both = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
        if mail.attachments.is_empty() {
            return message.multipart(both).map_err(|e| e.to_string());
        }
        let mut whole = MultiPart::mixed().multipart(both);
        for attachment in &mail.attachments {
            whole = whole.singlepart(part(attachment)?);
        }
        message.multipart(whole).map_err(|e| e.to_string())
    }
}

/// RFC 2369 and RFC 8058: mail programs show a button that asks for this address by POST.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }
    fn parse(text: &str) -> Result<ListUnsubscribe, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ListUnsubscribe(text.to_owned()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
    }
}

#[derive(Clone)]
struct OneClick;

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }
    fn parse(_: &str) -> Result<OneClick, Box<dyn std::error::Error + Send + Sync>> {
        Ok(OneClick)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

fn part(attachment: &Attachment) -> Result<SinglePart, String> {
    let kind = ContentType::parse(&attachment.content_type).map_err(|e| e.to_string())?;
    Ok(Part::new(attachment.name.clone()).body(attachment.bytes.clone(), kind))
}

/// The server's code and words, without what we sent it: its answer may quote the recipient, so only the code is kept.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) if error.is_permanent() => format!("mail_refused: the mail server answered {code}"),
        Some(code) => format!("mail_busy: the mail server answered {code}"),
        None if error.is_timeout() => SILENT.into(),
        None => "mail_unreachable: no connection to the mail server, or one that broke".into(),
    }
}
