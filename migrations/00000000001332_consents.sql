-- Consents by purpose and channel, with the very text that was agreed to (RGPD art. 7 § 1), and who said no for good.

-- Service: what concerns work in hand. Offers: advertising (CPCE art. L34-5). Analytics: counting how customers use links.
alter table consents drop constraint consents_purpose_check;
alter table consents no force row level security, disable trigger user;
update consents set purpose = 'whatsapp_service' where purpose = 'whatsapp';
alter table consents force row level security, enable trigger user;
alter table consents
    add constraint consents_purpose_check check (purpose in ('email_service', 'sms_service', 'whatsapp_service', 'email_offers',
                                                            'sms_offers', 'whatsapp_offers', 'analytics')),
    -- Of consent_texts; null: said before texts were kept.
    add column text_version integer,
    -- From where, where it was said over the network: recognised when seen again, not readable.
    add column address_hash bytea;

-- Dated data like legal mentions: a text that changes is a row more, and who agreed to an earlier one agreed to that.
create table consent_texts (
    purpose text not null,
    version integer not null,
    valid_from date not null,
    fr text not null,
    en text not null,
    primary key (purpose, version)
);
grant select on consent_texts to visioncrm_app;
insert into consent_texts (purpose, version, valid_from, fr, en) values
    ('email_service', 1, '2026-01-01', 'J’accepte que le garage m’écrive par e-mail au sujet de mes véhicules et des travaux que je lui confie.', 'I agree that the garage writes to me by e-mail about my vehicles and the work I entrust to it.'),
    ('sms_service', 1, '2026-01-01', 'J’accepte que le garage m’écrive par SMS au sujet de mes véhicules et des travaux que je lui confie.', 'I agree that the garage texts me about my vehicles and the work I entrust to it.'),
    ('whatsapp_service', 1, '2026-01-01', 'J’accepte que le garage m’écrive sur WhatsApp au sujet de mes véhicules et des travaux que je lui confie.', 'I agree that the garage writes to me on WhatsApp about my vehicles and the work I entrust to it.'),
    ('email_offers', 1, '2026-01-01', 'J’accepte de recevoir par e-mail les offres du garage. Je peux refuser à tout moment, sans frais, par le lien de chaque message.', 'I agree to receive the garage’s offers by e-mail. I can refuse at any time, free of charge, by the link in each message.'),
    ('sms_offers', 1, '2026-01-01', 'J’accepte de recevoir par SMS les offres du garage. Je peux refuser à tout moment en répondant STOP.', 'I agree to receive the garage’s offers by text message. I can refuse at any time by answering STOP.'),
    ('whatsapp_offers', 1, '2026-01-01', 'J’accepte de recevoir sur WhatsApp les offres du garage. Je peux refuser à tout moment en répondant STOP.', 'I agree to receive the garage’s offers on WhatsApp. I can refuse at any time by answering STOP.'),
    ('analytics', 1, '2026-01-01', 'J’accepte que le garage compte mes visites de ses pages et l’ouverture de ses messages, pour les améliorer.', 'I agree that the garage counts my visits of its pages and the opening of its messages, to improve them.');

-- Whoever refused advertising, or was erased: a hash of the address or number, so that a list brought later does not write
-- to him again. Kept three years.
create table oppositions (
    tenant_id uuid not null references tenants (id),
    hash bytea not null,
    noted_on date not null,
    primary key (tenant_id, hash)
);
select protect('oppositions', audited => false);
create index oppositions_noted on oppositions (tenant_id, noted_on);
