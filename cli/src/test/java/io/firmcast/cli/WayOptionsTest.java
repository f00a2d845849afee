// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.agent.link.ClientCertificate;
import io.firmcast.agent.link.HttpProxy;
import io.firmcast.agent.link.LinkKind;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.SpareKey;
import io.firmcast.kit.ConnectionString;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class WayOptionsTest {
  private static final ConnectionString WITH_KEY =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");
  private static final ConnectionString WITH_CERTIFICATE =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;x509=true");

  @Test
  void without_a_word_it_is_straight_and_with_tokens() {
    assertThat(parse().options(LinkKind.MQTT)).isEqualTo(LinkOptions.DIRECT);
  }

  @Test
  void every_option_says_something() {
    var way =
        parse(
            "--websocket",
            "--https-port=8443",
            "--proxy=http://user:secret@proxy.example:3128",
            "--cert-file=a.pem",
            "--key-file=b.pem",
            "--secondary-key=dHdv",
            "--token-life=10s");

    assertThat(way.options(LinkKind.AZURE_SDK))
        .isEqualTo(
            new LinkOptions(
                8443,
                new HttpProxy("proxy.example", 3128, "user", "secret"),
                new ClientCertificate(Path.of("a.pem"), Path.of("b.pem")),
                new SpareKey("dHdv"),
                Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({
    "--proxy=socks5://p:1, --proxy",
    "--proxy=proxy.example:3128, --proxy",
    "--proxy=http://user@proxy.example:3128, password",
    "--cert-file=a.pem, go together",
    "--key-file=a.pem, go together",
    "--secondary-key=?!, --secondary-key: it is not base64",
    "--token-life=0s, --token-life"
  })
  void what_is_wrong_is_said_before_anything_starts(String flag, String complaint) {
    assertThatThrownBy(() -> parse(flag).options(LinkKind.MQTT))
        .isInstanceOfSatisfying(
            CliFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(Exit.USAGE))
        .hasMessageContaining(complaint);
  }

  @Test
  void the_azure_sdk_takes_a_proxy_only_with_a_web_socket() {
    var way = parse("--proxy=http://proxy.example:3128");

    assertThat(way.options(LinkKind.MQTT).proxy()).isNotNull();
    assertThatThrownBy(() -> way.options(LinkKind.AZURE_SDK)).hasMessageContaining("--websocket");
  }

  @Test
  void a_device_has_either_a_key_or_a_certificate() {
    var certified = parse("--cert-file=a.pem", "--key-file=b.pem");

    certified.check(WITH_CERTIFICATE);
    parse().check(WITH_KEY);
    assertThatThrownBy(() -> certified.check(WITH_KEY)).hasMessageContaining("leave out");
    assertThatThrownBy(() -> parse().check(WITH_CERTIFICATE)).hasMessageContaining("--cert-file");
  }

  private static WayOptions parse(String... words) {
    var way = new WayOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("way", spec(way)))
        .registerConverter(Duration.class, new DurationText())
        .parseArgs(words);
    return way;
  }

  private static CommandLine.Model.CommandSpec spec(WayOptions way) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(way);
  }
}
