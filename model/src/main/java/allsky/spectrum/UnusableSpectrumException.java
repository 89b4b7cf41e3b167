package allsky.spectrum;

import java.io.IOException;

/**
 * Thrown for a spectrum that cannot be used. The message gives the reason and begins in lower case,
 * because callers put the name of the file in front of it.
 */
public final class UnusableSpectrumException extends IOException {

  private static final long serialVersionUID = 1L;

  private final SpectrumStatus status;

  public UnusableSpectrumException(SpectrumStatus status, String message) {
    this(status, message, null);
  }

  public UnusableSpectrumException(SpectrumStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public SpectrumStatus status() {
    return status;
  }
}
