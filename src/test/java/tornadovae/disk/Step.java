package tornadovae.disk;

/** What a program does to a disk. */
enum Step { CREATE, WRITE, FORCE, MOVE, DELETE, FOLDER, LINK, READ, LIST }
