//! What the API says when it refuses: a title for the kind, a sentence for what to do.

use crm::Lang;

use crate::text::problems as t;

/// Each kind of problem a program can meet. `name` is what it compares, the words are for the person behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    Malformed,
    BadParameter,
    BadCursor,
    BadMultipart,
    Unauthorized,
    Forbidden,
    NotFound,
    WrongMethod,
    Refused,
    Stale,
    TooLarge,
    UnsupportedType,
    Invalid,
    BadFile,
    KeyReused,
    ConditionMissing,
    TooManyRequests,
    NotRead,
    Broken,
    Unavailable,
}

impl Problem {
    pub const ALL: [Problem; 20] = [
        Problem::Malformed,
        Problem::BadParameter,
        Problem::BadCursor,
        Problem::BadMultipart,
        Problem::Unauthorized,
        Problem::Forbidden,
        Problem::NotFound,
        Problem::WrongMethod,
        Problem::Refused,
        Problem::Stale,
        Problem::TooLarge,
        Problem::UnsupportedType,
        Problem::Invalid,
        Problem::BadFile,
        Problem::KeyReused,
        Problem::ConditionMissing,
        Problem::TooManyRequests,
        Problem::NotRead,
        Problem::Broken,
        Problem::Unavailable,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Problem::Malformed => "malformed",
            Problem::BadParameter => "bad-parameter",
            Problem::BadCursor => "bad-cursor",
            Problem::BadMultipart => "bad-multipart",
            Problem::Unauthorized => "unauthorized",
            Problem::Forbidden => "forbidden",
            Problem::NotFound => "not-found",
            Problem::WrongMethod => "wrong-method",
            Problem::Refused => "refused",
            Problem::Stale => "stale",
            Problem::TooLarge => "too-large",
            Problem::UnsupportedType => "unsupported-type",
            Problem::Invalid => "invalid",
            Problem::BadFile => "bad-file",
            Problem::KeyReused => "key-reused",
            Problem::ConditionMissing => "condition-missing",
            Problem::TooManyRequests => "too-many-requests",
            Problem::NotRead => "not-read",
            Problem::Broken => "broken",
            Problem::Unavailable => "unavailable",
        }
    }
}

pub fn title(lang: Lang, problem: Problem) -> &'static str {
    match problem {
        Problem::Malformed => t::malformed_title(lang),
        Problem::BadParameter => t::bad_parameter_title(lang),
        Problem::BadCursor => t::bad_cursor_title(lang),
        Problem::BadMultipart => t::bad_multipart_title(lang),
        Problem::Unauthorized => t::unauthorized_title(lang),
        Problem::Forbidden => t::forbidden_title(lang),
        Problem::NotFound => t::not_found_title(lang),
        Problem::WrongMethod => t::wrong_method_title(lang),
        Problem::Refused => t::refused_title(lang),
        Problem::Stale => t::stale_title(lang),
        Problem::TooLarge => t::too_large_title(lang),
        Problem::UnsupportedType => t::unsupported_type_title(lang),
        Problem::Invalid => t::invalid_title(lang),
        Problem::BadFile => t::bad_file_title(lang),
        Problem::KeyReused => t::key_reused_title(lang),
        Problem::ConditionMissing => t::condition_missing_title(lang),
        Problem::TooManyRequests => t::too_many_requests_title(lang),
        Problem::NotRead => t::not_read_title(lang),
        Problem::Broken => t::broken_title(lang),
        Problem::Unavailable => t::unavailable_title(lang),
    }
}

/// What to do about it. `Refused` and `BadFile` have a reason of their own, which says more than this.
pub fn detail(lang: Lang, problem: Problem) -> &'static str {
    match problem {
        Problem::Malformed => t::malformed_detail(lang),
        Problem::BadParameter | Problem::Invalid => t::invalid_detail(lang),
        Problem::BadCursor => t::bad_cursor_detail(lang),
        Problem::BadMultipart => t::bad_multipart_detail(lang),
        Problem::Unauthorized => t::unauthorized_detail(lang),
        Problem::Forbidden => t::forbidden_detail(lang),
        Problem::NotFound => t::not_found_detail(lang),
        Problem::WrongMethod => t::wrong_method_detail(lang),
        Problem::Refused => t::refused_title(lang),
        Problem::Stale => t::stale_detail(lang),
        Problem::TooLarge => t::too_large_detail(lang),
        Problem::UnsupportedType => t::unsupported_type_detail(lang),
        Problem::BadFile => t::bad_file_title(lang),
        Problem::KeyReused => t::key_reused_detail(lang),
        Problem::ConditionMissing => t::condition_missing_detail(lang),
        Problem::TooManyRequests => t::too_many_requests_detail(lang),
        Problem::NotRead => t::not_read_detail(lang),
        Problem::Broken => t::broken_detail(lang),
        Problem::Unavailable => t::unavailable_detail(lang),
    }
}

/// The platform has closed the garage.
pub fn suspended(lang: Lang) -> &'static str {
    t::suspended(lang)
}

/// Which scope a token lacks.
pub fn scope_missing(lang: Lang, scope: &str) -> String {
    t::scope_missing(lang, scope)
}

/// A member nobody asked for, or that only we write.
pub fn unknown_member(lang: Lang) -> &'static str {
    t::unknown_member(lang)
}

pub fn expected_truth(lang: Lang) -> &'static str {
    t::expected_truth(lang)
}

pub fn expected_texts(lang: Lang) -> &'static str {
    t::expected_texts(lang)
}

pub fn expected_list(lang: Lang) -> &'static str {
    t::expected_list(lang)
}

pub fn expected_text(lang: Lang) -> &'static str {
    t::expected_text(lang)
}

pub fn expected_number(lang: Lang) -> &'static str {
    t::expected_number(lang)
}

pub fn expected_object(lang: Lang) -> &'static str {
    t::expected_object(lang)
}

pub fn bad_value(lang: Lang) -> &'static str {
    t::bad_value(lang)
}
