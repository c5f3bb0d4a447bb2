//! What is defined where, and who mentions whom.
//!
//! - [`Facts`] is what one file says, as a function of its path and text alone.
//! - [`Index`] merges the facts of all files: names to definitions, names to mentions.
//! - [`World`] owns the index and the open documents; there is one writer.
//! - [`Snapshot`] is the world at one moment, for anybody to read.
//! - [`scan`] finds the files. It and [`Disk`] are the only places that touch the disk, and
//!   `regular.rs` is where bytes are read.

mod company;
mod configuration;
mod dangling;
mod disk;
mod evidence;
mod explain;
mod facts;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
mod folders;
mod hidden;
mod home;
mod index;
mod kin;
mod listing;
mod machines;
mod mcp;
mod memory_disk;
mod own_programs;
mod page;
mod passed_over;
mod places;
mod plugin;
mod real;
mod regular;
mod resolve;
mod roster;
pub mod scan;
mod settings;
mod shared_map;
mod short_names;
mod sight;
mod snapshot;
pub mod values;
mod walk;
mod world;
mod writable;

pub use configuration::{
    CONFIG_FILE, Chosen, ConfigError, ConfigFile, ConfigName, ConfigNames, ConfigText,
    Configuration, Override, Sync,
};
pub use dangling::DanglingLink;
pub use disk::{Disk, RealDisk, normalize};
pub use evidence::{Row, Strength, Verdict};
pub use explain::{Change, Companions, Contender, KeptOut};
pub use facts::{Definition, Facts, mentions_by_place};
pub use folders::folders;
pub use home::Home;
pub use index::{File, FileId, Index};
pub use kin::Described;
pub use listing::{Listed, Listing};
pub use mcp::{McpFile, McpServer};
pub use memory_disk::MemoryDisk;
pub use own_programs::{OwnPrograms, TableFault};
pub use page::Page;
pub use passed_over::{PassedOver, passed_over};
pub use places::{Base, Names, Place, Places, Sign, Unread, Why, WhyNot, slashed};
pub use plugin::Plugin;
pub use real::real_path;
pub use regular::{LARGEST_SETTINGS, LARGEST_TEXT, Unreadable, read as read_regular};
pub use resolve::{Meaning, Nearness, Target};
pub use roster::{Called, HeadingLetters, Letters, Roster};
pub use settings::{DiagnosticScope, Settings};
pub use short_names::ways_to_call;
pub use snapshot::{GuestFolder, Snapshot, Source};
pub use walk::FOREIGN;
pub use world::World;
pub use writable::{Writable, lands_at};
