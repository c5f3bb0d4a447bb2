//! One message, as the transport can decode it.

use std::borrow::Cow;

use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Request, Response};

/// The method of the request that stands for a message that is none.
const UNREADABLE: &str = "dossier/unreadable";

/// A message that the transport can decode, for whatever the client has sent.
///
/// Bytes that are not UTF-8 and halves of characters (`"\ud83d"`, what JavaScript writes for half
/// of an emoji) become U+FFFD. What is no message becomes a request that asks for its error; see
/// [`error_for`].
pub(super) fn readable(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let message = match parsed(&text) {
        Ok(Value::Object(message)) => checked(message),
        Ok(_) => unreadable(&Value::Null, ErrorCode::InvalidRequest, "not one message"),
        Err(error) => unreadable(&Value::Null, ErrorCode::ParseError, &error.to_string()),
    };
    message.to_string().into_bytes()
}

/// The error that answers a message that was none; `None` for every other one.
pub(in super::super) fn error_for(request: &Request) -> Option<Error> {
    if request.method() != UNREADABLE {
        return None;
    }
    let params = request.params().cloned().unwrap_or_default();
    let code = params["code"]
        .as_i64()
        .map_or(ErrorCode::InvalidRequest, ErrorCode::from);
    let message = params["message"].as_str().map(str::to_owned);
    let message = message.map_or_else(|| code.description().into(), Cow::Owned);
    Some(Error {
        message,
        ..Error::new(code)
    })
}

/// What stands for input in which no message can be found.
pub(super) fn last_error(why: &str) -> Vec<u8> {
    let request = unreadable(&Value::Null, ErrorCode::ParseError, why);
    request.to_string().into_bytes()
}

fn parsed(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text).or_else(|error| match without_half_characters(text) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    })
}

/// An object as a message, or what stands for it.
fn checked(message: Map<String, Value>) -> Value {
    let id = match message.get("id") {
        None => None,
        Some(id) if id.is_string() || id.is_i64() || id.is_null() => Some(id.clone()),
        Some(_) => return invalid(None, "an id is a text or a whole number of 64 bits"),
    };
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return invalid(id, "jsonrpc must be \"2.0\"");
    }
    match message.get("method") {
        Some(Value::String(_)) => message_of(message),
        Some(_) => invalid(id, "a method is a text"),
        None if message.contains_key("result") || message.contains_key("error") => {
            answer(message, id.as_ref())
        }
        None => invalid(id, "there is no method"),
    }
}

/// A request or notification: what belongs to one, and nothing that makes an answer of it.
fn message_of(mut message: Map<String, Value>) -> Value {
    message.retain(|key, _| matches!(key.as_str(), "jsonrpc" | "id" | "method" | "params"));
    Value::Object(message)
}

/// The client's answer to a request of ours. One of another shape is a failure, so that nobody
/// waits for it any longer.
fn answer(message: Map<String, Value>, id: Option<&Value>) -> Value {
    let message = Value::Object(message);
    if serde_json::from_value::<Response>(message.clone()).is_ok() {
        return message;
    }
    let error = Error {
        message: "an answer of no known shape".into(),
        ..Error::internal_error()
    };
    json!({"jsonrpc": "2.0", "id": id, "error": error})
}

fn invalid(id: Option<Value>, why: &str) -> Value {
    unreadable(&id.unwrap_or_default(), ErrorCode::InvalidRequest, why)
}

/// A request that asks for an error.
fn unreadable(id: &Value, code: ErrorCode, why: &str) -> Value {
    let message = format!("{}: {why}", code.description());
    let params = json!({"code": code.code(), "message": message});
    json!({"jsonrpc": "2.0", "id": id, "method": UNREADABLE, "params": params})
}

/// JSON in which U+FFFD stands for each half of a character; `None` where there is none.
fn without_half_characters(text: &str) -> Option<String> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(backslash) = text[at..].find('\\') {
        at += backslash;
        let Some(unit) = escaped_unit(&text[at..]) else {
            // A backslash escapes one character, which may be another backslash.
            let escaped = text[at + 1..].chars().next();
            at += 1 + escaped.map_or(0, char::len_utf8);
            continue;
        };
        let next = escaped_unit(&text[at + ESCAPE..]);
        match (unit, next) {
            (0xD800..0xDC00, Some(0xDC00..0xE000)) => at += 2 * ESCAPE,
            (0xD800..0xE000, _) => {
                mended.push_str(&text[copied..at]);
                mended.push_str("\\ufffd");
                at += ESCAPE;
                copied = at;
            }
            _ => at += ESCAPE,
        }
    }
    mended.push_str(&text[copied..]);
    (copied > 0).then_some(mended)
}

/// The bytes of `\ud83d`.
const ESCAPE: usize = 6;

/// The unit of UTF-16 that a text such as `\ud83d` starts with.
fn escaped_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..ESCAPE - 2)?;
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    are_digits
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(body: &str) -> Value {
        serde_json::from_slice(&readable(body.as_bytes())).unwrap()
    }

    /// The id and the code of the error that answers a message.
    fn refused(body: &str) -> (Value, i64) {
        let request: Request = serde_json::from_slice(&readable(body.as_bytes())).unwrap();
        let error = error_for(&request).unwrap_or_else(|| panic!("{body} was understood"));
        (json!(request.id()), error.code.code())
    }

    #[test]
    fn what_is_no_message_is_answered_with_an_error() {
        let parse = ErrorCode::ParseError.code();
        let invalid = ErrorCode::InvalidRequest.code();
        let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (body, id, code) in [
            ("", json!(null), parse),
            ("{", json!(null), parse),
            ("\u{feff}{}", json!(null), parse),
            (r#"{"a": "\ud83"}"#, json!(null), parse),
            (&nested, json!(null), parse),
            ("[]", json!(null), invalid),
            (
                r#"[{"jsonrpc":"2.0","method":"exit"}]"#,
                json!(null),
                invalid,
            ),
            ("5", json!(null), invalid),
            ("{}", json!(null), invalid),
            (r#"{"jsonrpc":"2.0"}"#, json!(null), invalid),
            (r#"{"jsonrpc":"2.0","id":7}"#, json!(7), invalid),
            (
                r#"{"jsonrpc":"2.0","id":"x","method":5}"#,
                json!("x"),
                invalid,
            ),
            (r#"{"id":7,"method":"shutdown"}"#, json!(7), invalid),
            (
                r#"{"jsonrpc":"1.0","id":7,"method":"shutdown"}"#,
                json!(7),
                invalid,
            ),
            (
                r#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#,
                json!(null),
                invalid,
            ),
            (
                r#"{"jsonrpc":"2.0","id":{},"method":"shutdown"}"#,
                json!(null),
                invalid,
            ),
            (
                r#"{"jsonrpc":"2.0","id":18446744073709551615,"method":"x"}"#,
                json!(null),
                invalid,
            ),
        ] {
            assert_eq!(refused(body), (id, code), "{body:.80}");
        }
    }

    #[test]
    fn half_of_a_character_becomes_a_replacement() {
        for (sent, taken_for) in [
            (r"a\ud83d", "a\u{fffd}"),
            (r"\ude00b", "\u{fffd}b"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
            (r"\\ud83d\\\uD83D\n", "\\ud83d\\\u{fffd}\n"),
            (r"\ud83d\ude00\ud83dé", "😀\u{fffd}é"),
        ] {
            let body = format!(r#"{{"jsonrpc":"2.0","method":"m","params":["{sent}","\ud800"]}}"#);
            assert_eq!(
                read(&body)["params"],
                json!([taken_for, "\u{fffd}"]),
                "{sent}"
            );
        }
        let bytes = b"{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":[\"a\xff\"]}";
        let message: Value = serde_json::from_slice(&readable(bytes)).unwrap();
        assert_eq!(message["params"], json!(["a\u{fffd}"]));
    }

    #[test]
    fn an_answer_of_another_shape_is_a_failure() {
        let answer = r#"{"jsonrpc":"2.0","id":3,"result":null}"#;
        assert_eq!(read(answer), serde_json::from_str::<Value>(answer).unwrap());
        for body in [
            r#"{"jsonrpc":"2.0","id":3,"error":"no"}"#,
            r#"{"jsonrpc":"2.0","id":3,"error":{"code":1,"message":"no","more":2}}"#,
        ] {
            assert_eq!(read(body)["error"]["code"], ErrorCode::InternalError.code());
            assert_eq!(read(body)["id"], 3);
        }
    }

    /// What the transport decodes as.
    fn is_decoded(message: &[u8]) -> bool {
        serde_json::from_slice::<Response>(message).is_ok()
            || serde_json::from_slice::<Request>(message).is_ok()
    }

    /// Texts that are nearly messages.
    fn nearly() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            Just("\"2.0\""),
            Just("\"x\""),
            Just("7"),
            Just("1e999"),
            Just("null"),
            Just("{}"),
            Just("[]"),
            Just("\"\\ud83d\""),
            Just("{\"code\":1,\"message\":\"m\"}"),
            Just("tru"),
        ];
        let key = prop_oneof![
            Just("jsonrpc"),
            Just("id"),
            Just("method"),
            Just("params"),
            Just("result"),
            Just("error"),
            Just("x"),
        ];
        proptest::collection::vec((key, value), 0..6).prop_map(|fields| {
            let fields = fields
                .iter()
                .map(|(key, value)| format!("\"{key}\":{value}"));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        })
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_message(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(is_decoded(&readable(&bytes)));
        }

        #[test]
        fn whatever_is_nearly_a_message_is_one(body in nearly()) {
            prop_assert!(is_decoded(&readable(body.as_bytes())), "{body}");
        }
    }
}
