//! Addresses as clients write them.
//!
//! Many clients leave characters as they are that must be written in percents: brackets of a
//! folder `[id]`, quotes, letters beyond ASCII. What comes in is taken for the address that is
//! meant, and what goes out is written the client's own way, since many compare addresses as
//! texts: so too the colon of a Windows drive, for which both ways are right.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The names under which messages hold addresses.
const KEYS: [&str; 9] = [
    "uri",
    "rootUri",
    "oldUri",
    "newUri",
    "targetUri",
    "scopeUri",
    "baseUri",
    "target",
    "near",
];

/// The one under which they hold edits by address.
const EDITS: &str = "changes";

/// The one of a command's arguments, which have no names.
const ARGUMENTS: &str = "arguments";

/// How the client writes addresses. Empty for one that writes them as the standard wants.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// What the client wrote, by what it should have written.
    known: HashMap<String, String>,
    /// The characters that it leaves as they are.
    raw: BTreeSet<char>,
}

impl Spelling {
    /// Writes every address of an incoming message as the standard wants it, and remembers how it
    /// was written.
    pub(super) fn mend(&mut self, message: &mut Value) {
        each_address(message, &mut |address| {
            if has_raw_drive(address) {
                self.raw.insert(':');
            }
            if let Cow::Owned(mended) = mended(address) {
                self.raw.extend(address.chars().filter(|&it| is_wrong(it)));
                self.known
                    .insert(mended.clone(), std::mem::replace(address, mended));
            }
        });
    }

    /// True for a client that writes addresses as the standard wants.
    pub(super) fn is_standard(&self) -> bool {
        self.known.is_empty() && self.raw.is_empty()
    }

    /// Writes every address of an outgoing message as the client does.
    pub(super) fn restore(&self, message: &mut Value) {
        if self.is_standard() {
            return;
        }
        each_address(message, &mut |address| {
            if let Some(own) = self.own(address) {
                *address = own;
            }
        });
    }

    /// An address as the client writes it, if that is another way.
    fn own(&self, address: &str) -> Option<String> {
        if let Some(written) = self.known.get(address) {
            return Some(written.clone());
        }
        if !address.contains('%') {
            return None;
        }
        let mut own = String::with_capacity(address.len());
        let mut rest = address;
        while let Some(start) = rest.find('%') {
            own.push_str(&rest[..start]);
            let encoded = encoded_start(&rest[start..]);
            own.push_str(&self.own_part(encoded));
            rest = &rest[start + encoded.len()..];
        }
        own.push_str(rest);
        Some(own)
    }

    /// Characters in percents, without those that the client doesn't write so.
    fn own_part<'a>(&self, encoded: &'a str) -> Cow<'a, str> {
        let is_raw = |it: char| self.raw.contains(&it) || !it.is_ascii() && self.writes_letters();
        let Ok(decoded) = percent_decode_str(encoded).decode_utf8() else {
            return Cow::Borrowed(encoded);
        };
        if !decoded.chars().any(is_raw) {
            return Cow::Borrowed(encoded);
        }
        let mut own = String::new();
        for it in decoded.chars() {
            if is_raw(it) {
                own.push(it);
            } else {
                encode(it, &mut own);
            }
        }
        Cow::Owned(own)
    }

    /// True for a client that writes letters beyond ASCII as they are: all of them, not only those
    /// that it has used so far.
    fn writes_letters(&self) -> bool {
        self.raw.iter().any(|it| !it.is_ascii())
    }
}

/// The characters in percents that a text starts with.
fn encoded_start(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut end = 0;
    while is_encoded(&bytes[end..]) {
        end += 3;
    }
    // A percent that encodes nothing stands for itself.
    &text[..end.max(1)]
}

/// True for a text that starts with a byte in percents.
fn is_encoded(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// An address with everything in percents that must be.
fn mended(address: &str) -> Cow<'_, str> {
    let path = path_of(address);
    let wrong = |at: usize, it: char| match it {
        '%' => !is_encoded(&address.as_bytes()[at..]),
        // Around the address of a machine they are right.
        '[' | ']' => at >= path,
        it => is_wrong(it),
    };
    if !address.char_indices().any(|(at, it)| wrong(at, it)) {
        return Cow::Borrowed(address);
    }
    let mut mended = String::with_capacity(address.len() + 8);
    for (at, it) in address.char_indices() {
        if wrong(at, it) {
            encode(it, &mut mended);
        } else {
            mended.push(it);
        }
    }
    Cow::Owned(mended)
}

/// Where the path of an address starts, behind its scheme and machine.
fn path_of(address: &str) -> usize {
    address.find("://").map_or(0, |scheme| {
        let machine = scheme + 3;
        let path = address[machine..].find('/');
        path.map_or(address.len(), |path| machine + path)
    })
}

/// True for the address of a file on a Windows drive whose colon is not in percents.
fn has_raw_drive(address: &str) -> bool {
    let path = &address.as_bytes()[path_of(address)..];
    matches!(path, [b'/', letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// True for a character that a path of an address holds in percents only.
fn is_wrong(it: char) -> bool {
    !(it.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(it))
}

fn encode(it: char, to: &mut String) {
    for byte in it.encode_utf8(&mut [0; 4]).bytes() {
        to.push_str(percent_encoding::percent_encode_byte(byte));
    }
}

/// Does something with each address in a message.
fn each_address(message: &mut Value, act: &mut impl FnMut(&mut String)) {
    match message {
        Value::Array(items) => {
            for item in items {
                each_address(item, act);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if KEYS.contains(&key.as_str()) => act(text),
                    Value::Object(edits) if key == EDITS => {
                        *edits = std::mem::take(edits)
                            .into_iter()
                            .map(|(mut address, edits)| {
                                act(&mut address);
                                (address, edits)
                            })
                            .collect();
                    }
                    Value::Array(arguments) if key == ARGUMENTS => {
                        for argument in arguments {
                            match argument {
                                Value::String(text) if text.contains("://") => act(text),
                                argument => each_address(argument, act),
                            }
                        }
                    }
                    value => each_address(value, act),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What an address is taken for, and how it is written to the client afterwards.
    fn there_and_back(address: &str) -> (String, String) {
        let mut spelling = Spelling::default();
        let mut message = json!({"textDocument": {"uri": address}});
        spelling.mend(&mut message);
        let taken_for = message["textDocument"]["uri"].as_str().unwrap().to_owned();
        spelling.restore(&mut message);
        let back = message["textDocument"]["uri"].as_str().unwrap().to_owned();
        (taken_for, back)
    }

    #[test]
    fn an_address_is_taken_for_what_is_meant_and_given_back_as_it_was_written() {
        for (written, meant) in [
            ("file:///w/[id]/a.md", "file:///w/%5Bid%5D/a.md"),
            ("file:///w/a|b", "file:///w/a%7Cb"),
            ("file:///w/^{`\"}", "file:///w/%5E%7B%60%22%7D"),
            ("file:///w/é/日.md", "file:///w/%C3%A9/%E6%97%A5.md"),
            ("file:///w/a b", "file:///w/a%20b"),
            ("file:///w/100%", "file:///w/100%25"),
            ("file:///w/50%zz/%5bx]", "file:///w/50%25zz/%5bx%5D"),
            ("untitled:[new]", "untitled:%5Bnew%5D"),
        ] {
            assert_eq!(
                there_and_back(written),
                (meant.to_owned(), written.to_owned())
            );
        }
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        for address in [
            "file:///w/%5Bid%5D/a%20b.md",
            "file:///c%3A/w/a.md",
            "http://[::1]:80/a?b=c#d",
            "untitled:Untitled-1",
        ] {
            assert_eq!(mended(address), address);
        }
    }

    #[test]
    fn the_colon_of_a_drive_is_written_as_the_client_writes_it() {
        let answer = || json!({"uri": "file:///C%3A/w/%5Bid%5D/b.md"});
        for (written, restored) in [
            ("file:///c%3A/w/a.md", "file:///C%3A/w/%5Bid%5D/b.md"),
            ("file:///c:/w/a.md", "file:///C:/w/%5Bid%5D/b.md"),
            ("file:///c:/w/[id]/a.md", "file:///C:/w/[id]/b.md"),
        ] {
            let mut spelling = Spelling::default();
            spelling.mend(&mut json!({"uri": written}));
            let mut answer = answer();
            spelling.restore(&mut answer);
            assert_eq!(answer, json!({"uri": restored}));
        }
    }

    #[test]
    fn addresses_that_the_client_never_wrote_are_written_its_way() {
        let mut spelling = Spelling::default();
        spelling.mend(&mut json!({"rootUri": "file:///w/[id]/é"}));
        let mut answer = json!([
            {"uri": "file:///w/%5Bid%5D/%C3%A8/%7Bb%7D.md"},
            {"changes": {"file:///w/%5Bid%5D/c.md": []}},
            {"newText": "file:///w/%5Bid%5D"},
        ]);
        spelling.restore(&mut answer);
        let expected = json!([
            {"uri": "file:///w/[id]/è/%7Bb%7D.md"},
            {"changes": {"file:///w/[id]/c.md": []}},
            {"newText": "file:///w/%5Bid%5D"},
        ]);
        assert_eq!(answer, expected);
    }
}
