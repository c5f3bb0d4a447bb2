//! What the fuzz targets share: a small workspace, and what must hold of every answer about it.

pub mod answers;
pub mod expected;
pub mod fixes;
pub mod input;
pub mod team;
