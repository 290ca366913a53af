package org.livetally.settings;

/** A setting has a value that it cannot have. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String setting;

    SettingException(String setting, String rule) {
        super("--" + setting + " " + rule);
        this.setting = setting;
    }

    /** Its name, as on the command line but without the dashes. */
    public String setting() {
        return setting;
    }
}
