package org.livetally.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** A file of certificates of authorities, in PEM. */
final class CaFile {
    private CaFile() {}

    /** @throws SettingException unless the file holds certificates */
    static void require(String setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new SettingException(setting, "must be a file of certificates in PEM, there is none in " + file);
            }
        } catch (IOException e) {
            throw new SettingException(setting, "must be a file that can be read, not " + file);
        } catch (CertificateException e) {
            throw new SettingException(setting, "must be a file of certificates in PEM, which " + file + " is not");
        }
    }
}
