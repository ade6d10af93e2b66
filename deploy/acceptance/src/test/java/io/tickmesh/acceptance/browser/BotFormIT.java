package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.options.SelectOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Making and changing bots in the form.
@ExtendWith(InChromium.class)
final class BotFormIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void makesABotWithAllThatCanBeSaid(Dashboard dashboard) throws Exception {
        dashboard.open("/bots/new");
        identify(dashboard, "all-said");
        dashboard.field("Candles").selectOption("15m");
        dashboard.field("Strategy").selectOption("ema-cross");
        dashboard.field("fast").fill("9");
        dashboard.field("slow").fill("30");
        dashboard.field("How").selectOption(new SelectOption().setLabel("By risk"));
        dashboard.field("Fraction").fill("0.01");
        dashboard.field("Allocation").fill("5000.50");
        dashboard.field("Bars of the average true range").fill("20");
        dashboard.field("Multiple of it").fill("2.5");
        dashboard.field("Order").selectOption("LIMIT");
        dashboard.field("Below the price by").fill("0.1");
        dashboard.field("Withdrawn after").fill("90s");
        dashboard.field("Stop loss").fill("2");
        dashboard.field("Take profit").fill("4.5");
        dashboard.field("Trailing stop").fill("0.5");
        dashboard.field("It follows from").fill("1");
        dashboard.field("Time limit").fill("1d");
        dashboard.field("Cooldown").fill("5m");
        dashboard.button("Add a step").click();
        dashboard.field("After, step 1").fill("0s");
        dashboard.field("Enough, step 1").fill("4");

        dashboard.button("Create and start").click();

        dashboard.page().waitForURL("**/bots/all-said");
        JsonNode bot = dashboard.rest().get("/api/v1/bots/all-said");
        assertThat(bot.get("account").asText()).isEqualTo(PracticeBots.ACCOUNT);
        assertThat(bot.get("symbol").asText()).isEqualTo("LTCUSDT");
        assertThat(bot.get("interval").asText()).isEqualTo("15m");
        assertThat(bot.get("strategy").asText()).isEqualTo("ema-cross");
        assertThat(numbers(bot.get("parameters")))
                .isEqualTo(JSON.readTree("{\"fast\":9.0,\"slow\":30.0}"));
        assertThat(bot.get("sizing"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"kind":"RISK","amount":"0.01","allocation":"5000.50","atrPeriod":20,"atrMultiple":"2.5"}
                                """));
        assertThat(bot.get("entry"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"type":"LIMIT","timeInForce":"GTC","offsetPercent":"0.1","expireAfter":"PT1M30S"}
                                """));
        assertThat(bot.get("exits"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"stopLossPercent":"2","takeProfitPercent":"4.5","roi":[{"after":"PT0S","percent":"4"}],
                                 "trailing":{"activationPercent":"1","distancePercent":"0.5"},
                                 "timeLimit":"PT24H","cooldown":"PT5M"}
                                """));
    }

    @Test
    void showsWhatIsWrongAtTheFieldsAndSendsNothing(Dashboard dashboard) throws Exception {
        dashboard.open("/bots/new");
        dashboard.field("Strategy").selectOption("ema-cross");
        dashboard.field("fast").fill("0");
        dashboard.field("Amount").fill("-5");
        dashboard.field("Stop loss").fill("a lot");
        dashboard.field("Time limit").fill("soon");

        dashboard.button("Create and start").click();

        expect(dashboard.problem("Name")).containsText("is required");
        expect(dashboard.problem("fast")).containsText("must be a whole number");
        expect(dashboard.problem("Amount")).containsText("must be above 0");
        expect(dashboard.problem("Stop loss")).containsText("must be a number");
        expect(dashboard.problem("Time limit")).containsText("must be a duration");
        expect(dashboard.field("Name")).isFocused();
    }

    @Test
    void showsTheGatewaysErrorsAtTheirFields(Dashboard dashboard) throws Exception {
        dashboard.complaints().expect(422, "/api/v1/bots");
        dashboard.complaints().expect(400, "/api/v1/bots");
        dashboard.open("/bots/new");
        identify(dashboard, "wrong-rule");
        dashboard.field("Amount").fill("200");
        dashboard
                .field("Strategy")
                .selectOption(new SelectOption().setLabel("A rule, written as text"));
        dashboard.field("Rule").fill("enter: close > 0\nexit: rssi(14) > 70");

        dashboard.button("Create and start").click();

        expect(dashboard.problem("Rule")).containsText("line 2, column 7");
        expect(dashboard.problem("Rule")).containsText("rssi");
        assertThat(dashboard.rest().status("/api/v1/bots/wrong-rule")).isEqualTo(404);

        dashboard.field("Rule").fill("enter: close < 0\nexit: rsi(14) > 70");
        dashboard.button("Create and start").click();

        dashboard.page().waitForURL("**/bots/wrong-rule");
        assertThat(dashboard.rest().get("/api/v1/bots/wrong-rule").get("rule").asText())
                .isEqualTo("enter: close < 0\nexit: rsi(14) > 70");
    }

    @Test
    void tellsWhenSomebodyElseWasFaster(Dashboard dashboard) throws Exception {
        dashboard.complaints().expect(412, "/api/v1/bots/contested");
        new PracticeBots(dashboard.rest()).idle("contested");
        dashboard.open("/bots/contested/edit");
        expect(dashboard.field("Amount")).hasValue("200");
        dashboard.field("Amount").fill("300");
        change(dashboard, "contested", "250");

        dashboard.button("Save").click();

        expect(dashboard.page().getByText("Somebody changed contested meanwhile")).isVisible();
        assertThat(amount(dashboard, "contested")).isEqualTo("250");

        dashboard.button("Take theirs").click();
        expect(dashboard.field("Amount")).hasValue("250");
        dashboard.field("Amount").fill("275");
        dashboard.button("Save").click();
        dashboard.page().waitForURL("**/bots/contested");
        assertThat(amount(dashboard, "contested")).isEqualTo("275");
    }

    @Test
    @By(Stage.Role.VIEWER)
    void isNotForThoseWhoMayOnlyLook(Dashboard dashboard) {
        dashboard.open("/bots/new");

        expect(dashboard.page().getByText("Only operators change bots")).isVisible();
        expect(dashboard.page().locator("main form")).hasCount(0);
    }

    private static void identify(Dashboard dashboard, String id) {
        dashboard.field("Name").fill(id);
        dashboard.field("Account").selectOption(PracticeBots.ACCOUNT);
        dashboard.field("Symbol").selectOption("LTCUSDT");
    }

    private static String amount(Dashboard dashboard, String id) throws Exception {
        return dashboard.rest().get("/api/v1/bots/" + id).at("/sizing/amount").asText();
    }

    /// Changes a bot as another person does.
    private static void change(Dashboard dashboard, String id, String amount) throws Exception {
        String body =
                """
                {"account":"%s","symbol":"LTCUSDT","interval":"15m","rule":"enter: close < 0",
                 "sizing":{"kind":"QUOTE","amount":"%s"}}
                """
                        .formatted(PracticeBots.ACCOUNT, amount);
        dashboard.rest().order("PUT", "/api/v1/bots/" + id, body);
    }

    private static JsonNode numbers(JsonNode values) {
        var numbers = JSON.createObjectNode();
        values.properties()
                .forEach(value -> numbers.put(value.getKey(), value.getValue().asDouble()));
        return numbers;
    }
}
