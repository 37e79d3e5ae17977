package tornadovae.figure;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;

/**
 * A sheet of vector shapes: SVG 1.1 whose unit is the point. Texts are outlines, each under its words as a label; pictures are
 * PNG inside the file.
 */
final class SvgCanvas implements Canvas {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;
    private int clips;

    SvgCanvas(double width, double height, Map<String, String> text) {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace(SVG);
            xml.writeNamespace("xlink", XLINK);
            attributes("version", "1.1", "width", SvgText.number(new Length(width).millimetres()) + "mm", "height",
                    SvgText.number(new Length(height).millimetres()) + "mm", "viewBox",
                    "0 0 " + SvgText.number(width) + " " + SvgText.number(height));
            words("title", text.get("Title"));
            words("desc", text.get("Description"));
            empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void fill(Shape shape, Ink ink) {
        draw(() -> {
            empty("path", "d", SvgText.of(shape), "fill", ink.hex());
            opacity("fill-opacity", ink);
        });
    }

    @Override
    public void stroke(Shape shape, LineStyle pen) {
        draw(() -> {
            empty("path", "d", SvgText.of(shape), "fill", "none", "stroke", pen.ink().hex(), "stroke-width",
                    SvgText.number(pen.width()), "stroke-linejoin", "round");
            opacity("stroke-opacity", pen.ink());
            if (!pen.dash().isEmpty()) {
                attributes("stroke-dasharray",
                        pen.dash().stream().map(SvgText::number).collect(Collectors.joining(" ")));
            }
        });
    }

    @Override
    public void image(Picture picture, Rectangle2D place) {
        draw(() -> {
            empty("image", "x", SvgText.number(place.getX()), "y", SvgText.number(place.getY()), "width",
                    SvgText.number(place.getWidth()), "height", SvgText.number(place.getHeight()), "preserveAspectRatio", "none",
                    "style", "image-rendering:pixelated");
            xml.writeAttribute("xlink", XLINK, "href",
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.bytes(picture, Map.of(), 0)));
        });
    }

    @Override
    public void text(String text, double x, double y, double size, double degrees, Ink ink) {
        draw(() -> {
            start("g");
            attributes("role", "img", "aria-label", text);
            empty("path", "d", SvgText.of(RasterCanvas.placed(text, x, y, size, degrees)), "fill", ink.hex());
            opacity("fill-opacity", ink);
            xml.writeEndElement();
        });
    }

    @Override
    public void clipped(Rectangle2D region, Runnable drawing) {
        draw(() -> {
            String id = "clip" + ++clips;
            start("clipPath");
            attributes("id", id);
            empty("path", "d", SvgText.of(region));
            xml.writeEndElement();
            start("g");
            attributes("clip-path", "url(#" + id + ")");
            drawing.run();
            xml.writeEndElement();
        });
    }

    @Override
    public void write(OutputStream out) throws IOException {
        draw(() -> {
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        });
        out.write(bytes.toByteArray());
        out.write('\n');
    }

    @Override
    public void close() {}

    private void words(String element, String text) throws XMLStreamException {
        if (text == null) return;
        start(element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void start(String element) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
    }

    /** An element without content; further attributes may follow. */
    private void empty(String element, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEmptyElement(element);
        attributes(attributes);
    }

    private void attributes(String... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) xml.writeAttribute(namesAndValues[i], namesAndValues[i + 1]);
    }

    private void opacity(String attribute, Ink ink) throws XMLStreamException {
        if (ink.opacity() < 1) attributes(attribute, SvgText.number(ink.opacity()));
    }

    private interface Drawing {
        void run() throws XMLStreamException;
    }

    private static void draw(Drawing drawing) {
        try {
            drawing.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);   // it writes into memory
        }
    }
}
