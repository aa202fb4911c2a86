//! Registre des traitements: what the garage does with persons' data, from its real settings.

use crm::{consents, garages, retention, users};
use views::register::{Partners, Register};

use crate::{answer::Answer, ask::Ask, fault::Result};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let garage = garages::get(&mut tx).await?;
    let retention = retention::get(&mut tx).await?;
    let texts = consents::texts(&mut tx, ask.ui.lang).await?;
    let people = users::list(&mut tx).await?.len();
    tx.commit().await?;
    let s = &ask.app.settings;
    let partners = Partners {
        mail: s.smtp_url.is_some(),
        vision: s.vision_api_key.is_some() || s.vision_account.is_some(),
        gemini: s.gemini_api_key.is_some(),
    };
    let page = Register { garage: &garage, retention: &retention, partners: &partners, texts: &texts, people };
    ask.page(views::register::show(&ask.ui, &page))
}
