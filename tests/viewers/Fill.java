// Fills in a PDF form with one of the libraries for Java: java -cp JARS Fill.java LIBRARY FORM VALUES OUT
// VALUES has a line for each field: its kind, key, and value. Or draws a form with PDFBox: … Fill.java draw FORM FOLDER.
// Prints the key of each field for which the library raises an error, and the error.

import java.awt.image.DataBufferByte;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public class Fill {
    interface Field {
        void set(String kind, String key, String value) throws Exception;
    }

    public static void main(String[] words) throws Exception {
        File form = new File(words[1]);
        if (words[0].equals("draw")) {
            draw(form, Path.of(words[2]));
            return;
        }
        List<String> lines = Files.readAllLines(Path.of(words[2]));
        File out = new File(words[3]);
        switch (words[0]) {
            case "PDFBox" -> {
                try (var pdf = org.apache.pdfbox.Loader.loadPDF(form)) {
                    var fields = pdf.getDocumentCatalog().getAcroForm();
                    each(lines, (kind, key, value) -> fields.getField(key).setValue(kind.equals("check") ? "yes" : value));
                    pdf.save(out);
                }
            }
            case "iText" -> {
                try (var pdf = new com.itextpdf.kernel.pdf.PdfDocument(
                        new com.itextpdf.kernel.pdf.PdfReader(form), new com.itextpdf.kernel.pdf.PdfWriter(out))) {
                    var fields = com.itextpdf.forms.PdfAcroForm.getAcroForm(pdf, true);
                    each(lines, (kind, key, value) -> fields.getField(key).setValue(value));
                }
            }
            case "OpenPDF" -> {
                var reader = new com.lowagie.text.pdf.PdfReader(Files.readAllBytes(form.toPath()));
                var stamper = new com.lowagie.text.pdf.PdfStamper(reader, Files.newOutputStream(out.toPath()));
                each(lines, (kind, key, value) -> stamper.getAcroFields().setField(key, value));
                stamper.close();
            }
        }
    }

    static void each(List<String> lines, Field field) {
        for (String line : lines) {
            String[] parts = line.split("\t");
            try {
                field.set(parts[0], parts[1], parts[2].replace("\\n", "\n"));
            } catch (Exception error) {
                System.out.println(parts[1] + "\t" + error.getMessage().lines().findFirst().orElse(""));
            }
        }
    }

    static void draw(File form, Path folder) throws Exception {
        try (var pdf = org.apache.pdfbox.Loader.loadPDF(form)) {
            var renderer = new org.apache.pdfbox.rendering.PDFRenderer(pdf);
            for (int page = 0; page < pdf.getNumberOfPages(); page++) {
                var picture = renderer.renderImageWithDPI(page, 100, org.apache.pdfbox.rendering.ImageType.GRAY);
                try (var file = Files.newOutputStream(folder.resolve("%03d.pgm".formatted(page)))) {
                    file.write("P5\n%d %d\n255\n".formatted(picture.getWidth(), picture.getHeight()).getBytes());
                    file.write(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
                }
            }
        }
    }
}
