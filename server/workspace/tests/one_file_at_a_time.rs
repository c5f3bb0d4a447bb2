//! An edit that adds an agent, or gives one another name, reads no other file, and what was known
//! of the others stays the very same.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use dossier_syntax::{Change, Encoding};
use dossier_workspace::{Disk, Facts, Home, Snapshot, Unreadable, World, scan};

/// A disk in memory that counts how often a text is read.
#[derive(Debug, Default)]
struct CountingDisk {
    files: BTreeMap<Utf8PathBuf, String>,
    reads: AtomicUsize,
}

impl Disk for CountingDisk {
    fn text(&self, path: &Utf8Path, _: u64) -> Result<String, Unreadable> {
        let text = self.files.get(path).cloned();
        self.reads
            .fetch_add(usize::from(text.is_some()), Ordering::Relaxed);
        text.ok_or_else(|| Unreadable::Io(std::io::ErrorKind::NotFound.into()))
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.files.contains_key(path)
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        self.files.keys().any(|file| file.starts_with(path))
    }

    fn list(&self, _: &Utf8Path) -> Vec<String> {
        Vec::new()
    }

    fn files_below(
        &self,
        _: &Utf8Path,
        _: bool,
        _: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        Vec::new()
    }
}

const OTHERS: usize = 200;

/// A team whose members all hand work to somebody who isn't there yet.
fn team() -> (World, Arc<CountingDisk>) {
    let agent = |at: usize| {
        let path = format!("/w/.claude/agents/member-{at}.md");
        let text =
            format!("---\nname: member-{at}\ndescription: x\n---\nDelegate tests to new-comer.\n");
        (Utf8PathBuf::from(path), text)
    };
    let mut disk = CountingDisk {
        files: (0..OTHERS).map(agent).collect(),
        ..CountingDisk::default()
    };
    disk.files.insert(
        "/w/.claude/agents/new-comer.md".into(),
        "---\nname: new-comer\ndescription: x\n---\n".to_owned(),
    );
    let disk = Arc::new(disk);
    let dialects = Arc::new(Dialects::builtin().expect("the tables are tested elsewhere"));
    let today = jiff::civil::date(2026, 11, 24);
    let mut world = World::new(dialects, disk.clone(), Home::default(), today);
    let places = world.places().clone();
    for path in disk
        .files
        .keys()
        .filter(|path| !path.as_str().contains("new-comer"))
    {
        world.take_over(scan::read(path, &places).expect("an agent"));
    }
    world.set_complete(true);
    disk.reads.store(0, Ordering::Relaxed);
    (world, disk)
}

fn facts_of_the_others(snapshot: &Snapshot) -> Vec<Arc<Facts>> {
    let files = snapshot.index().files();
    let others = files.filter(|(_, file, _)| file.path.as_str().contains("member-"));
    others.map(|(_, _, facts)| facts.clone()).collect()
}

/// How many members' mentions lead somewhere.
fn led(snapshot: &Snapshot) -> usize {
    let files = snapshot.index().files();
    let leads = files.filter(|(id, _, facts)| {
        let mut mentions = facts.mentions();
        mentions.any(|mention| {
            let targets = snapshot.resolve(*id, &mention);
            targets
                .first()
                .and_then(dossier_workspace::Target::indexed)
                .is_some_and(|to| to != *id)
        })
    });
    leads.count()
}

fn assert_untouched(before: &[Arc<Facts>], world: &World) {
    let after = facts_of_the_others(&world.snapshot());
    assert_eq!(before.len(), after.len());
    let mut pairs = before.iter().zip(&after);
    assert!(pairs.all(|(one, other)| Arc::ptr_eq(one, other)));
}

#[test]
fn an_agent_that_appears_on_the_disk_costs_one_read() {
    let (mut world, disk) = team();
    let before = facts_of_the_others(&world.snapshot());
    assert_eq!(led(&world.snapshot()), 0);
    let places = world.places().clone();
    let path = Utf8Path::new("/w/.claude/agents/new-comer.md");
    world.take_over(scan::read(path, &places).expect("an agent"));
    assert_eq!(led(&world.snapshot()), OTHERS);
    assert_eq!(disk.reads.load(Ordering::Relaxed), 1);
    assert_untouched(&before, &world);
}

#[test]
fn an_agent_that_is_typed_or_renamed_costs_none() {
    let (mut world, disk) = team();
    let before = facts_of_the_others(&world.snapshot());
    let path = Utf8Path::new("/w/.claude/agents/typed.md");
    world.open(path, "", 1);
    let mut write = |name: &str, version| {
        let text = format!("---\nname: {name}\ndescription: x\n---\n");
        let change = Change { range: None, text };
        world.change(path, version, &[change], Encoding::Utf8);
        led(&world.snapshot())
    };
    assert_eq!(write("new-comer", 2), OTHERS);
    assert_eq!(write("old-timer", 3), 0);
    assert_eq!(disk.reads.load(Ordering::Relaxed), 0);
    assert_untouched(&before, &world);
}

#[test]
fn what_a_guest_said_is_forgotten_when_it_is_closed() {
    let (mut world, _) = team();
    let guest = Utf8Path::new("/w/notes/plan.md");
    world.open(guest, "Ask the `new-comer` agent.\n", 1);
    let mentioning = |world: &World| world.snapshot().index().mentioning("new-comer").len();
    assert_eq!(mentioning(&world), OTHERS + 1);
    world.close(guest);
    assert_eq!(mentioning(&world), OTHERS);
    assert_eq!(world.snapshot().index().readable().count(), OTHERS);
}
