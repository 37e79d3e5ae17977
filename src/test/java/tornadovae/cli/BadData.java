package tornadovae.cli;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import tornadovae.data.IdxFiles;
import tornadovae.data.source.Datasets;

/** Data sets that are not there, damaged, or do not fit together. */
final class BadData {

    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    private BadData() {}

    /** Four good IDX files in the folder, 6 training and 4 test images of 3×2, and then what a case does to them. */
    private static BadInput idx(String name, BadInput.Files damage, String sentence) {
        return new BadInput(name, (dir, model) -> {
            Files.write(dir.resolve("train-images-idx3-ubyte"), words(36, IMAGES, 6, 2, 3));
            Files.write(dir.resolve("train-labels-idx1-ubyte"), words(6, LABELS, 6));
            Files.write(dir.resolve("t10k-images-idx3-ubyte"), words(24, IMAGES, 4, 2, 3));
            Files.write(dir.resolve("t10k-labels-idx1-ubyte"), words(4, LABELS, 4));
            damage.make(dir, model);
        }, "data info idx:{dir}", 2, sentence);
    }

    /** The training images are these bytes. */
    private static BadInput images(String name, byte[] file, String sentence) {
        return idx(name, (dir, _) -> Files.write(dir.resolve("train-images-idx3-ubyte"), file), sentence);
    }

    /** Forty good PNG pictures of 5×4 in the folder, and then what a case does to them. */
    private static BadInput pictures(String name, BadInput.Files damage, String sentence) {
        return new BadInput(name, (dir, model) -> {
            for (int i = 10; i < 50; i++) png(dir.resolve(i + ".png"), 5, 4);
            damage.make(dir, model);
        }, "data info images:{dir}", 2, sentence);
    }

    private static void png(Path file, int width, int height) throws Exception {
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    }

    private static byte[] words(int body, int... header) {
        var bytes = ByteBuffer.allocate(4 * header.length + body);
        for (int word : header) bytes.putInt(word);
        return bytes.array();
    }

    private static void shorten(Path file, int bytes) throws Exception {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - bytes));
    }

    static final List<BadInput> CASES = List.of(
            BadInput.of("an unknown data set", "data info minst", 2,
                    "There is no data set 'minst'; known are " + Datasets.known("and") + "."),
            BadInput.of("no folder", "data info idx:", 2,
                    "The data set idx: names no folder; write idx:DIR."),
            BadInput.of("a folder of IDX files that is not there", "data info idx:{dir}/none", 2,
                    "{dir}/none does not exist; idx:{dir}/none must name a folder with IDX files."),
            BadInput.of("a folder of pictures that is not there", "data info images:{dir}/none", 2,
                    "{dir}/none does not exist; images:{dir}/none must name a folder with PNG or JPEG pictures."),
            BadInput.of("an empty folder of IDX files", "data info idx:{dir}", 2,
                    "{dir} has no file whose name starts with train-images; call it train-images-idx3-ubyte or "
                            + "train-images-idx3-ubyte.gz."),
            BadInput.of("an empty folder of pictures", "data info images:{dir}", 2,
                    "{dir} has no pictures, neither in itself nor in sub-folders; .png, .jpg and .jpeg files are read."),
            images("no IDX file", "a picture, honestly".getBytes(),
                    "{dir}/train-images-idx3-ubyte starts with 0x61207069 where an IDX image file has "
                            + "0x00000803: it is no IDX file of bytes, or damaged; get it again."),
            images("an IDX file of another type", words(36, 0x0D03, 6, 2, 3),
                    "{dir}/train-images-idx3-ubyte starts with 0x00000D03 where an IDX image file has "
                            + "0x00000803: it is no IDX file of bytes, or damaged; get it again."),
            images("labels in place of images", words(6, LABELS, 6),
                    "{dir}/train-images-idx3-ubyte starts with 0x00000801 where an IDX image file has "
                            + "0x00000803: it is an IDX label file, put the right one there."),
            images("an empty file", new byte[0],
                    "{dir}/train-images-idx3-ubyte ends too early: it is truncated; get it again."),
            images("a header cut short", words(0, IMAGES, 6),
                    "{dir}/train-images-idx3-ubyte ends too early: it is truncated; get it again."),
            images("too few pixels", words(35, IMAGES, 6, 2, 3),
                    "{dir}/train-images-idx3-ubyte says it has 6 images of 6 bytes each, but 35 bytes follow; it is damaged or "
                            + "truncated, get it again."),
            images("too many pixels", words(37, IMAGES, 6, 2, 3),
                    "{dir}/train-images-idx3-ubyte says it has 6 images of 6 bytes each, but 37 bytes follow; it is damaged or "
                            + "truncated, get it again."),
            images("no images", words(0, IMAGES, 0, 2, 3),
                    "{dir}/train-images-idx3-ubyte has no images; at least one is needed."),
            images("images without pixels", words(0, IMAGES, 6, 0, 3),
                    "{dir}/train-images-idx3-ubyte says its images are 3×0 pixels, but 1×1 to 4096×4096 are "
                            + "allowed: it is damaged; get it again."),
            images("absurdly many images", words(36, IMAGES, Integer.MAX_VALUE, 2, 3),
                    "{dir}/train-images-idx3-ubyte says it has 2147483647 images of 6 bytes each, but 36 "
                            + "bytes follow; it is damaged or truncated, get it again."),
            images("a negative number of images", words(36, IMAGES, -6, 2, 3),
                    "{dir}/train-images-idx3-ubyte says it has 4294967290 images of 6 bytes each, but 36 "
                            + "bytes follow; it is damaged or truncated, get it again."),
            images("absurdly large images", words(36, IMAGES, 6, 1 << 20, 1 << 20),
                    "{dir}/train-images-idx3-ubyte says its images are 1048576×1048576 pixels, but 1×1 to "
                            + "4096×4096 are allowed: it is damaged; get it again."),
            images("a gzip file cut short", Arrays.copyOf(IdxFiles.gzip(words(36, IMAGES, 6, 2, 3)), 30),
                    "{dir}/train-images-idx3-ubyte ends too early: it is truncated; get it again."),
            images("a damaged gzip file", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7},
                    "{dir}/train-images-idx3-ubyte is a damaged gzip file (invalid block type); get it again."),
            images("a gzip file with too few pixels", IdxFiles.gzip(words(35, IMAGES, 6, 2, 3)),
                    "{dir}/train-images-idx3-ubyte ends after 5 of 6 images: it is truncated; get it again."),
            images("training and test images of two sizes", words(36, IMAGES, 6, 3, 2),
                    "{dir}/train-images-idx3-ubyte has images of 2×3 pixels, but {dir}/t10k-images-idx3-ubyte "
                            + "of 3×2; both must have one size."),
            idx("fewer labels than images", (dir, _) -> Files.write(dir.resolve("train-labels-idx1-ubyte"), words(5, LABELS, 5)),
                    "{dir}/train-labels-idx1-ubyte has 5 labels, but {dir}/train-images-idx3-ubyte has 6 "
                            + "images; the two files do not belong together."),
            idx("labels cut short", (dir, _) -> shorten(dir.resolve("train-labels-idx1-ubyte"), 2),
                    "{dir}/train-labels-idx1-ubyte says it has 6 labels of 1 bytes each, but 4 bytes follow; it is damaged or "
                            + "truncated, get it again."),
            idx("no test images", (dir, _) -> Files.delete(dir.resolve("t10k-images-idx3-ubyte")),
                    "{dir} has no file whose name starts with t10k-images; call it t10k-images-idx3-ubyte or "
                            + "t10k-images-idx3-ubyte.gz."),
            idx("a folder in place of a file", (dir, _) -> {
                Files.delete(dir.resolve("t10k-images-idx3-ubyte"));
                Files.createDirectory(dir.resolve("t10k-images-idx3-ubyte"));
            }, "Cannot read {dir}/t10k-images-idx3-ubyte: it is a folder; put an IDX file there."),
            idx("two files of training images",
                    (dir, _) -> Files.write(dir.resolve("train-images.copy"), words(36, IMAGES, 6, 2, 3)),
                    "{dir} has more than one file train-images…: train-images-idx3-ubyte and train-images.copy; keep one."),
            pictures("a picture of another size", (dir, _) -> png(dir.resolve("30.png"), 4, 5),
                    "{dir}/30.png is 4×5 pixels, but {dir}/10.png is 5×4; all pictures must have one size, or "
                            + "get one by dataset.width (--width)."),
            pictures("no PNG file", (dir, _) -> Files.writeString(dir.resolve("30.png"), "a picture, honestly"),
                    "{dir}/30.png is not a PNG picture that can be read (I/O error reading PNG header!); get "
                            + "it again or take it away."),
            pictures("a picture cut short", (dir, _) -> shorten(dir.resolve("30.png"), 30),
                    "{dir}/30.png is not a PNG picture that can be read (Error skipping PNG metadata); get it "
                            + "again or take it away."),
            pictures("an empty picture", (dir, _) -> Files.write(dir.resolve("30.png"), new byte[0]),
                    "{dir}/30.png is not a PNG picture that can be read (I/O error reading PNG header!); get "
                            + "it again or take it away."),
            pictures("a picture too large", (dir, _) -> png(dir.resolve("10.png"), 4097, 1),
                    "{dir}/10.png is 4097×1 pixels; at most 4096×4096 are allowed, make the pictures smaller."),
            pictures("pictures beside classes", (dir, _) -> png(dir.resolve("cats/1.png"), 5, 4),
                    "{dir} has pictures (10.png) beside folders of pictures (cats); use one folder a class or no folders."),
            new BadInput("more steps than can be counted", (dir, _) -> {
                for (String part : List.of("train", "t10k")) {
                    Files.write(dir.resolve(part + "-images-idx3-ubyte"), words(22_000, IMAGES, 22_000, 1, 1));
                }
            }, "train --dataset idx:{dir} --batch 1 --epochs 100000 --out {dir}/results", 2,
                    "2200000000 training steps are more than 2147483647; train fewer epochs."),
            new BadInput("a single picture", (dir, _) -> png(dir.resolve("1.png"), 5, 4), "data info images:{dir}", 2,
                    "{dir} has too few pictures (1) to keep one of ten for testing; make sub-folders train and test."),
            new BadInput("classes of pictures that have none", (dir, _) -> {
                for (String part : List.of("train", "test")) png(dir.resolve(part + "/1.png"), 5, 4);
            }, "data preview images:{dir} --by-class --out {dir}/x.png", 2,
                    "--by-class needs a data set with classes, and images:{dir} has none; leave it out."),
            new BadInput("classes in one part only", (dir, _) -> {
                png(dir.resolve("train/cats/1.png"), 5, 4);
                png(dir.resolve("test/1.png"), 5, 4);
            }, "data info images:{dir}", 2,
                    "Only one of the folders of {dir}/train/cats/1.png and {dir}/test/1.png has classes; give both the same."),
            BadInput.of("sprites beyond their number", "train --dataset sprites --train 737000 --test 1000 --out {dir}/results",
                    2,
                    "sprites has 737280 different images, found 737000 for training and 1000 for testing; ask for at most 736280 "
                            + "training images."),
            BadInput.of("a preview of an unknown set", "data preview minst", 2,
                    "There is no data set 'minst'; known are " + Datasets.known("and") + "."));
}
