//! Which files are loaded together, so that one can mean the other.

use dossier_dialect::{DialectId, Role};

use crate::index::{File, FileId};
use crate::mcp::McpFile;
use crate::places::{are_same, slashed};
use crate::snapshot::Snapshot;

impl Snapshot {
    /// True where the file `to` may be loaded together with the file `from`. Those of another
    /// repository are not. The user's own are loaded with all that their program loads.
    pub fn can_see(&self, from: FileId, to: FileId) -> bool {
        let [from, to] = [from, to].map(|id| self.index().file(id));
        match (user_files_of(from), user_files_of(to)) {
            (_, Some(program)) => self.may_be_loaded_by(from, program),
            (Some(program), None) => self.may_be_loaded_by(to, program),
            (None, None) => {
                let repository = |file: &File| self.places().repository_of(&file.path);
                match from.path.parent().zip(to.path.parent()) {
                    Some((from, to)) if are_same(from, to) => true,
                    _ => repository(from) == repository(to),
                }
            }
        }
    }

    /// True where the file `from` may use the servers of a configuration: those of the user's own
    /// are there for all that their program loads.
    pub fn can_use(&self, from: FileId, servers: &McpFile) -> bool {
        let mut folders = self.places().home().config();
        let owner = folders.find(|(_, folder)| servers.path.starts_with(folder));
        owner.is_none_or(|(program, _)| self.may_be_loaded_by(self.index().file(from), program))
    }

    /// False where a file is of other programs, as far as its place tells.
    fn may_be_loaded_by(&self, file: &File, program: DialectId) -> bool {
        let Some(facts) = &file.facts else {
            return true;
        };
        let (place, dialects) = (&facts.place, self.dialects());
        let own = dialects.get(place.dialect);
        let lends = dialects.vocabulary(place.dialect).id() == dialects.get(program).id();
        if lends || dialects.is_same_program(place.dialect, program) {
            return true;
        }
        // What lies in no place may be for anybody, and what is of a standard for many.
        if !place.loaded || !place.user && own.role() != Role::Program {
            return true;
        }
        dialects.is_read_by(program, place.kind, &slashed(&file.path))
    }
}

/// The program whose folder of the user's own files a file lies in.
fn user_files_of(file: &File) -> Option<DialectId> {
    let place = &file.facts.as_ref()?.place;
    place.user.then_some(place.dialect)
}
