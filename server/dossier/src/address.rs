//! `file:` addresses, and the paths that they stand for.

use std::str::FromStr as _;

use camino::{Utf8Path, Utf8PathBuf};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tower_lsp_server::ls_types::Uri;

/// What a segment of a URI's path needs no escapes for, and the slash between them.
/// Source: RFC 3986, 2.3 and 3.3.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// How paths are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    /// `/w/a.md`
    Unix,
    /// `C:\w\a.md` and `\\server\share\a.md`
    Windows,
}

const OWN: System = match cfg!(windows) {
    true => System::Windows,
    false => System::Unix,
};

/// The path of the file at an address; `None` where that is no file that this machine has a path
/// for.
pub(crate) fn path_of(uri: &Uri) -> Option<Utf8PathBuf> {
    path(uri, OWN).map(Utf8PathBuf::from)
}

/// The address of the file at a whole path; `None` where the path isn't one.
pub(crate) fn address_of(path: &Utf8Path) -> Option<Uri> {
    Uri::from_str(&text_of(path)?).ok()
}

/// The same as text.
pub(crate) fn text_of(path: &Utf8Path) -> Option<String> {
    address(path.as_str(), OWN)
}

/// A part of a path, with slashes, as a part of an address.
pub(crate) fn escaped(slashed: &str) -> String {
    utf8_percent_encode(slashed, ESCAPED).to_string()
}

fn path(uri: &Uri, system: System) -> Option<String> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let path = uri.path().decode().to_string_lossy();
    let machine = uri.authority().map(|it| it.as_str()).unwrap_or_default();
    let is_here = machine.is_empty() || machine.eq_ignore_ascii_case("localhost");
    match system {
        System::Unix => (is_here && path.starts_with('/')).then(|| path.into_owned()),
        System::Windows if is_here => {
            let path = path.replace('/', r"\");
            match share(&path) {
                Some(_) => Some(path),
                None => drive(path.strip_prefix('\\')?),
            }
        }
        System::Windows => {
            let machine = percent_decode_str(machine).decode_utf8().ok()?;
            let path = format!(r"\\{machine}{}", path.replace('/', r"\"));
            share(&path).is_some().then_some(path)
        }
    }
}

fn address(path: &str, system: System) -> Option<String> {
    if system == System::Unix {
        return path
            .starts_with('/')
            .then(|| format!("file://{}", escaped(path)));
    }
    let path = path.replace('/', r"\");
    // What the system writes before a path that it takes as it is.
    let path = match path.strip_prefix(r"\\?\") {
        Some(path) => match path.strip_prefix(r"UNC\") {
            Some(share) => format!(r"\\{share}"),
            None => path.to_owned(),
        },
        None => path,
    };
    let start = match share(&path) {
        Some(_) => "file:",
        None => "file:///",
    };
    let whole = share(&path).is_some() || drive(&path).as_ref() == Some(&path);
    whole.then(|| format!("{start}{}", escaped(&path.replace('\\', "/"))))
}

/// `C:\w` of `C:\w`, and `C:\` of `C:`, which by itself is wherever one is on that drive.
fn drive(path: &str) -> Option<String> {
    let (letter, rest) = path.split_once(':')?;
    let is_letter = letter.len() == 1 && letter.starts_with(|it: char| it.is_ascii_alphabetic());
    match rest {
        _ if !is_letter => None,
        "" => Some(format!(r"{path}\")),
        rest => rest.starts_with('\\').then(|| path.to_owned()),
    }
}

/// The machine of `\\machine\share`. `\\.\` and `\\?\` are the system's own.
fn share(path: &str) -> Option<&str> {
    let (machine, share) = path.strip_prefix(r"\\")?.split_once('\\')?;
    let is_named = !matches!(machine, "" | "." | "?");
    (is_named && !share.is_empty() && !share.starts_with('\\')).then_some(machine)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path_at(address: &str, system: System) -> Option<String> {
        path(&Uri::from_str(address).expect("an address"), system)
    }

    #[test]
    fn a_file_has_the_address_that_editors_write() {
        for (path, address) in [
            (r"C:\w\a b.md", "file:///C%3A/w/a%20b.md"),
            (r"c:\日\[id]\a.md", "file:///c%3A/%E6%97%A5/%5Bid%5D/a.md"),
            (r"C:\", "file:///C%3A/"),
            (r"\\server\share\a.md", "file://server/share/a.md"),
            (r"\\wsl$\Debian\w\a.md", "file://wsl%24/Debian/w/a.md"),
        ] {
            assert_eq!(
                super::address(path, System::Windows).as_deref(),
                Some(address)
            );
            assert_eq!(path_at(address, System::Windows).as_deref(), Some(path));
        }
        let path = "/w/a b/é:\\.md";
        let address = "file:///w/a%20b/%C3%A9%3A%5C.md";
        assert_eq!(super::address(path, System::Unix).as_deref(), Some(address));
        assert_eq!(path_at(address, System::Unix).as_deref(), Some(path));
    }

    #[test]
    fn other_ways_to_write_an_address_lead_to_the_same_file() {
        for (address, path) in [
            ("file:///c:/w/a.md", r"c:\w\a.md"),
            ("FILE://localhost/C:/w/a.md", r"C:\w\a.md"),
            ("file:///C:", r"C:\"),
            ("file:///C%3A/w/a%5Cb.md", r"C:\w\a\b.md"),
            ("file:////server/share/a.md", r"\\server\share\a.md"),
            ("file://wsl.localhost/Debian/w", r"\\wsl.localhost\Debian\w"),
            ("file://wsl$/Debian/w", r"\\wsl$\Debian\w"),
        ] {
            assert_eq!(
                path_at(address, System::Windows).as_deref(),
                Some(path),
                "{address}"
            );
        }
        for (path, address) in [
            (r"\\?\C:\w\a.md", "file:///C%3A/w/a.md"),
            (r"\\?\UNC\server\share\a.md", "file://server/share/a.md"),
            ("C:/w/a.md", "file:///C%3A/w/a.md"),
        ] {
            assert_eq!(
                super::address(path, System::Windows).as_deref(),
                Some(address),
                "{path}"
            );
        }
    }

    #[test]
    fn what_is_no_whole_path_of_the_system_is_none() {
        for address in [
            "file:///",
            "file:///w/a.md",
            "file:///CC:/a.md",
            "file:///C:a.md",
            "file://server",
            "file:////./C:/a",
            "file://%3F/C:/a",
            "untitled:/C:/a.md",
        ] {
            assert_eq!(path_at(address, System::Windows), None, "{address}");
        }
        for path in [
            r"\w\a.md",
            "a.md",
            "C:",
            "C:a.md",
            "",
            r"\\.\NUL",
            r"\\server",
            "CON",
        ] {
            assert_eq!(super::address(path, System::Windows), None, "{path}");
        }
        for address in ["file://server/share/a.md", "http:///w/a.md"] {
            assert_eq!(path_at(address, System::Unix), None, "{address}");
        }
        assert_eq!(super::address("a.md", System::Unix), None);
    }

    /// A name as a file system may have it.
    fn name() -> impl Strategy<Value = String> {
        proptest::string::string_regex("[^\\\\/:*?\"<>|\\x00-\\x1f]{1,8}").expect("a pattern")
    }

    fn windows_path() -> impl Strategy<Value = String> {
        let machine = "[a-zA-Z0-9_$-][a-zA-Z0-9._$ é日-]{0,7}";
        let machine = proptest::string::string_regex(machine).expect("a pattern");
        let drive = proptest::char::range('A', 'z');
        let drive = drive.prop_filter("a letter", char::is_ascii_alphabetic);
        let start = prop_oneof![
            drive.prop_map(|letter| format!("{letter}:")),
            (machine, name()).prop_map(|(machine, share)| format!(r"\\{machine}\{share}")),
        ];
        let names = proptest::collection::vec(name(), 1..5);
        (start, names).prop_map(|(start, names)| format!(r"{start}\{}", names.join("\\")))
    }

    proptest! {
        #[test]
        fn a_windows_path_is_its_address_s_path(path in windows_path()) {
            let address = super::address(&path, System::Windows);
            let address = address.expect("a whole path has an address");
            prop_assert_eq!(path_at(&address, System::Windows), Some(path));
        }

        #[test]
        fn a_unix_path_is_its_address_s_path(path in "/[^\\x00]{0,20}") {
            let address = super::address(&path, System::Unix);
            let address = address.expect("a whole path has an address");
            prop_assert_eq!(path_at(&address, System::Unix), Some(path));
        }

        /// Whatever an editor writes, what it gets back leads to the same file.
        #[test]
        fn an_address_that_has_a_path_is_understood_when_it_is_given_back(
            written in "file:(//)?(localhost|server|wsl%24)?/{0,3}([a-zA-Z](:|%3A))?[a-z/:.%20-9]{0,12}"
        ) {
            let Ok(uri) = Uri::from_str(&written) else { return Ok(()) };
            for system in [System::Unix, System::Windows] {
                let Some(path) = super::path(&uri, system) else { continue };
                let back = super::address(&path, system).expect("a whole path has an address");
                prop_assert_eq!(path_at(&back, system), Some(path));
            }
        }
    }
}
