//! Whatever comes in between: a save is never lost, and nothing is left half-written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};

use camino::{Utf8Path, Utf8PathBuf};

use super::*;

/// A file to write, in a folder of its own.
struct Place {
    folder: tempfile::TempDir,
    file: Utf8PathBuf,
}

impl Place {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = dunce::canonicalize(folder.path()).expect("it is there");
        let path = Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8");
        let file = path.join("a.md");
        fs::write(&file, text).expect("a file");
        Self { folder, file }
    }

    fn beside(&self, name: &str) -> Utf8PathBuf {
        self.file.with_file_name(name)
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).expect("the file is there")
    }

    /// The names in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let names = entries.map(|it| it.expect("an entry").file_name());
        let mut names: Vec<_> = names.map(|it| it.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// An editor that writes into the file.
fn save_in_place(path: &Utf8Path, text: &str) {
    fs::write(path, text).expect("the file can be saved");
}

/// An editor that puts a new file in its place.
fn save_by_renaming(path: &Utf8Path, text: &str) {
    let new = path.with_file_name("editors-own");
    fs::write(&new, text).expect("a file beside it");
    fs::rename(new, path).expect("the file can be replaced");
}

const SAVES: [fn(&Utf8Path, &str); 2] = [save_in_place, save_by_renaming];

/// Replaces a file, and saves at one moment of that.
fn replace_and_save_at(place: &Place, moment: Moment, save: fn(&Utf8Path, &str)) -> io::Result<()> {
    let mut is_saved = false;
    let replaced = replace_while(&place.file, "before", "after", &mut |now| {
        if now == moment && !is_saved {
            is_saved = true;
            save(&place.file, "saved");
        }
        Ok(())
    });
    replaced.and_then(Replaced::settle)
}

#[test]
fn a_file_is_replaced() {
    let place = Place::with("before");
    replace(&place.file, "before", "after")
        .and_then(Replaced::settle)
        .expect("nobody is in the way");
    assert_eq!(
        (place.text(), place.names()),
        ("after".into(), vec!["a.md".into()])
    );
}

#[test]
fn a_save_before_the_exchange_stays() {
    for save in SAVES {
        for moment in [Moment::Writing, Moment::Written] {
            let place = Place::with("before");
            let done = replace_and_save_at(&place, moment, save);
            let said = done.expect_err("it was saved meanwhile").to_string();
            assert_eq!(said, "the file was changed meanwhile; left as it is");
            assert_eq!(
                (place.text(), place.names()),
                ("saved".into(), vec!["a.md".into()])
            );
        }
    }
}

#[test]
fn a_save_after_the_exchange_is_of_the_new_text() {
    for save in SAVES {
        let place = Place::with("before");
        let done = replace_and_save_at(&place, Moment::Exchanged, save);
        done.expect("the file was replaced before it was saved");
        assert_eq!(
            (place.text(), place.names()),
            ("saved".into(), vec!["a.md".into()])
        );
    }
}

#[test]
fn a_save_while_another_is_put_back_stays() {
    for first in SAVES {
        for moment in [Moment::Exchanged, Moment::PutBack] {
            for second in SAVES {
                let place = Place::with("before");
                let mut is_saved = false;
                let replaced = replace_while(&place.file, "before", "after", &mut |now| {
                    if now == Moment::Written {
                        first(&place.file, "first");
                    } else if now == moment && !is_saved {
                        is_saved = true;
                        second(&place.file, "second");
                    }
                    Ok(())
                });
                replaced.expect_err("it was saved meanwhile");
                assert_eq!(
                    (place.text(), place.names()),
                    ("second".into(), vec!["a.md".into()]),
                    "{moment:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_written_into_a_file_that_was_opened_before_stays() {
    // Some empty a file that they have opened long before.
    let place = Place::with("before");
    let mut open = File::options()
        .write(true)
        .open(&place.file)
        .expect("a file");
    let replaced = replace(&place.file, "before", "after").expect("nothing was saved yet");
    open.set_len(0)
        .and_then(|()| open.write_all(b"sav"))
        .expect("a save");
    replaced.settle().expect_err("it was saved meanwhile");
    open.write_all(b"ed").expect("the rest of the save");
    assert_eq!(
        (place.text(), place.names()),
        ("saved".into(), vec!["a.md".into()])
    );
}

#[test]
fn a_full_disk_leaves_a_file_as_it_was() {
    let place = Place::with("before");
    let done = replace_while(&place.file, "before", "after", &mut |now| match now {
        Moment::Writing => Err(io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    });
    let said = done.expect_err("the disk is full").to_string();
    assert_eq!(said, "no storage space; left as it is");
    assert_eq!(
        (place.text(), place.names()),
        ("before".into(), vec!["a.md".into()])
    );
}

#[test]
fn a_full_disk_leaves_a_file_with_several_names_as_it_was() {
    let place = Place::with("before");
    fs::hard_link(&place.file, place.beside("other.md")).expect("another name");
    let done = replace_while(&place.file, "before", "after", &mut |now| match now {
        Moment::Writing => Err(io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    });
    done.expect_err("the disk is full");
    assert_eq!(place.text(), "before");
    assert_eq!(place.names(), ["a.md", "other.md"]);
}

#[test]
fn of_whoever_saves_without_end_the_last_texts_are_kept() {
    let place = Place::with("before");
    let mut saves = 0;
    let done = replace_while(&place.file, "before", "after", &mut |now| {
        if now != Moment::Writing {
            saves += 1;
            save_by_renaming(&place.file, &format!("save {saves}"));
        }
        Ok(())
    });
    let said = done.expect_err("it was saved meanwhile").to_string();
    let (_, kept) = said.split_once("what was saved is in ").expect("a path");
    let kept = fs::read_to_string(kept).expect("it is there");
    assert_eq!(place.text(), format!("save {saves}"));
    assert_eq!(kept, format!("save {}", saves - 1));
    assert_eq!(place.names().len(), 2);
}

#[test]
fn a_file_that_was_saved_is_not_removed() {
    let place = Place::with("saved");
    let said = remove(&place.file, "before").expect_err("it was saved meanwhile");
    assert!(said.to_string().contains("changed meanwhile"), "{said}");
    assert_eq!(place.text(), "saved");
    remove(&place.file, "saved").expect("it is as it was");
    assert_eq!(place.names(), [""; 0]);
}

#[test]
fn what_is_no_file_or_is_no_more_is_not_replaced() {
    let place = Place::with("before");
    for path in ["", "gone.md"] {
        replace(&place.beside(path), "before", "after").expect_err("there is no file");
    }
    put(place.folder.path().try_into().expect("UTF-8"), "report").expect_err("it is a folder");
    assert_eq!(
        (place.text(), place.names()),
        ("before".into(), vec!["a.md".into()])
    );
}

#[test]
fn a_file_keeps_its_mode_its_attributes_and_its_names() {
    let place = Place::with("before");
    fs::set_permissions(&place.file, fs::Permissions::from_mode(0o640)).expect("a mode");
    let has_attributes = rustix::fs::setxattr(
        place.file.as_std_path(),
        "user.dossier",
        b"kept",
        rustix::fs::XattrFlags::empty(),
    )
    .is_ok();
    let settle = |done: io::Result<Replaced>| done.and_then(Replaced::settle).expect("no trouble");
    settle(replace(&place.file, "before", "after"));
    assert_eq!(
        fs::metadata(&place.file).expect("a file").mode() & 0o7777,
        0o640
    );
    let mut value = [0; 8];
    let length = rustix::fs::getxattr(place.file.as_std_path(), "user.dossier", &mut value);
    assert!(!has_attributes || length == Ok(4), "{length:?}");

    let other = place.beside("other.md");
    fs::hard_link(&place.file, &other).expect("another name");
    let inode = fs::metadata(&place.file).expect("a file").ino();
    settle(replace(&place.file, "after", "later"));
    assert_eq!(fs::metadata(&place.file).expect("a file").ino(), inode);
    assert_eq!(fs::read_to_string(&other).expect("a file"), "later");
    put(&place.file, "report").expect("no trouble");
    assert_eq!(fs::read_to_string(&other).expect("a file"), "report");
    assert_eq!(place.names(), ["a.md", "other.md"]);
}

#[test]
fn a_save_before_a_file_with_several_names_is_written_stays() {
    for save in SAVES {
        let place = Place::with("before");
        fs::hard_link(&place.file, place.beside("other.md")).expect("another name");
        let done = replace_and_save_at(&place, Moment::Written, save);
        done.expect_err("it was saved meanwhile");
        assert_eq!(place.text(), "saved");
        assert_eq!(place.names(), ["a.md", "other.md"]);
    }
}

#[test]
fn files_are_exchanged_step_by_step_where_the_file_system_knows_no_other_way() {
    let place = Place::with("old");
    let beside = place.beside("b.md");
    fs::write(&beside, "new").expect("a file");
    let done = exchange::step_by_step(&beside, &place.file).expect("nobody is in the way");
    assert_eq!(done, Exchanged::Done);
    assert_eq!(place.text(), "new");
    assert_eq!(fs::read_to_string(&beside).expect("a file"), "old");
    assert_eq!(place.names(), ["a.md", "b.md"]);
    fs::remove_file(&place.file).expect("a file");
    exchange::step_by_step(&beside, &place.file).expect_err("somebody has removed it");
    assert_eq!(place.names(), ["b.md"]);
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    let place = Place::with("before");
    let link = place.beside("link.md");
    symlink("a.md", &link).expect("a link");
    put(&link, "report").expect("no trouble");
    assert_eq!(place.text(), "report");
    replace(&link, "report", "fixed")
        .and_then(Replaced::settle)
        .expect("no trouble");
    assert_eq!(place.text(), "fixed");
    let new = place.beside("new-link.md");
    symlink("made.md", &new).expect("a link");
    put(&new, "made").expect("no trouble");
    assert_eq!(
        fs::read_to_string(place.beside("made.md")).expect("a file"),
        "made"
    );
    for link in [link, new] {
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
    }
}

#[test]
fn what_is_no_file_is_written_into() {
    let place = Place::with("");
    let pipe = place.beside("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe))
    };
    put(&pipe, "report").expect("somebody reads");
    let read = reader
        .join()
        .expect("the reader ends")
        .expect("it can be read");
    assert_eq!(read, "report");
    let kind = fs::symlink_metadata(&pipe).expect("a pipe").file_type();
    assert!(kind.is_fifo());
    assert!(is_descriptor(Utf8Path::new("/dev/stdout")));
    assert!(is_descriptor(Utf8Path::new("/dev/fd/1")));
    assert!(!is_descriptor(Utf8Path::new("/dev/shm/report")));
    put(Utf8Path::new("/dev/null"), "report").expect("nobody reads");
    let kind = fs::metadata("/dev/null").expect("a device").file_type();
    assert!(kind.is_char_device());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_said() {
    let error = put(Utf8Path::new("/dev/full"), "report").expect_err("it is full");
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

#[test]
fn a_file_that_is_there_is_not_created_anew() {
    let place = Place::with("there");
    create(&place.file, "new").expect_err("it is there");
    assert_eq!(
        (place.text(), place.names()),
        ("there".into(), vec!["a.md".into()])
    );
    let folder = place.beside("folder");
    create(&folder.join("b.md"), "new").expect("nothing is there");
    let usual = fs::metadata(&place.file).expect("a file").mode();
    assert_eq!(
        fs::metadata(folder.join("b.md")).expect("a file").mode(),
        usual
    );
}
