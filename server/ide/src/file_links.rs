//! Links to files in what is shown, for those who can open them.

use std::cell::RefCell;

use camino::Utf8Path;

use crate::safe_markdown::{code, name};

/// Says at which address a file is opened, if whoever asks can open any.
pub type Address<'a> = &'a dyn Fn(&Utf8Path) -> Option<String>;

/// Makes links to files, and remembers where they lead: no other link may lead to a file.
pub(crate) struct FileLinks<'a> {
    address: Address<'a>,
    made: RefCell<Vec<String>>,
}

impl<'a> FileLinks<'a> {
    pub(crate) fn new(address: Address<'a>) -> Self {
        Self {
            address,
            made: RefCell::default(),
        }
    }

    /// None at all: each is the path alone.
    pub(crate) fn none() -> Self {
        Self::new(&|_| None)
    }

    /// A file as it is shown, with a link to it.
    pub(crate) fn to(&self, path: &Utf8Path, shown: &str) -> String {
        match (self.address)(path) {
            Some(address) => {
                // Brackets would end the link.
                let address = address.replace('(', "%28").replace(')', "%29");
                let link = format!("[{}]({address})", name(shown));
                self.made.borrow_mut().push(address);
                link
            }
            None => code(shown),
        }
    }

    /// Where the links lead.
    pub(crate) fn made(&self) -> Vec<String> {
        self.made.borrow().clone()
    }
}
