package org.livetally.acceptance;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A QR code on a page, as a phone reads it from the screen. */
final class ScannedCode {
    private ScannedCode() {}

    /** The text of the code. */
    static String read(Locator image) throws IOException, ReaderException {
        image.evaluate("image => image.decode()"); // attached is not yet drawn
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.screenshot()));
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
