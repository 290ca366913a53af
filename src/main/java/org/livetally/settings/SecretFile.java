package org.livetally.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads secrets from files, as orchestrators mount them: neither arguments nor the environment show them then. */
public final class SecretFile {
    /** More than any secret has; a larger file is another one. */
    private static final int MAX_BYTES = 16 * 1024;

    private SecretFile() {}

    /**
     * The text in the file, without blanks and line ends around it.
     *
     * @param setting the option or variable that names the file
     * @throws SettingException that names the file, and repeats nothing of it
     */
    public static String read(String setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String secret = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            if (bytes.length > MAX_BYTES || secret.isEmpty()) {
                throw new SettingException(
                        setting, "must hold a secret: " + file + " is " + (secret.isEmpty() ? "empty" : "too large"));
            }
            return secret;
        } catch (CharacterCodingException e) {
            throw new SettingException(setting, "must be a text in UTF-8: " + file + " is none");
        } catch (NoSuchFileException e) {
            throw new SettingException(setting, "must be a file that can be read: there is no " + file);
        } catch (IOException e) {
            throw new SettingException(setting, "must be a file that can be read, not " + file);
        }
    }
}
