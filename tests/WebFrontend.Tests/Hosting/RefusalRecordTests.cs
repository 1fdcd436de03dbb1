using System.Text.Json;
using Grpc.Core;
using GrupoGad.Commands;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Live;
using GrupoGad.WebFrontend.Live.Frames;
using Microsoft.AspNetCore.Http;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>One type of refusal, and the errors that the protocols write from it.</summary>
public sealed class RefusalRecordTests
{
    private const string Known = """
        barred commanderBusy conflict expired failed flood forbidden heldByOther idInUse illegalStep illegalTransition invalid malformed
        missing noAlarm noPlace noPosition noRecipients noSolver noWay notARecipient notAvailable notFound operationClosed outOfRange overlap
        personBusy precondition released requestIdUsed rest stale tooLarge tooMany tooManyRecipients unauthorized unavailable unknownCommand
        unknownEfectivo unknownFence unknownLeave unknownOperation unknownPlan unknownWebhook unsupported unversioned withdrawn wrongLength
        wrongMethod wrongType
        """;

    private static readonly Refusal TooHot = new Refusal("plan.degrees", "41", "0..40").Limited(RefusalCodes.OutOfRange, 0, 40);

    [Fact]
    public void A_long_value_and_a_long_name_are_cut_with_a_sign_also_when_they_are_set_later()
    {
        var longText = new string('x', 5_000);
        var refusal = new Refusal(longText, longText, "shorter");
        Assert.Equal((Refusal.FieldLengthMax + 1, Refusal.ValueLengthMax + 1), (refusal.Field.Length, refusal.Value!.Length));
        Assert.EndsWith("…", refusal.Value, StringComparison.Ordinal);
        Assert.Equal(refusal, new Refusal("", null, "shorter") with { Field = longText, Value = longText });
    }

    [Fact]
    public void A_value_is_not_cut_within_a_letter() =>
        Assert.Equal(new string('x', 99) + "…", new Refusal("name", new string('x', 99) + "😀", "shorter").Value);

    [Theory]
    [InlineData("a\nb", "a b")]
    [InlineData("a\0b\u001b[31m", "a b [31m")]
    [InlineData("a\u0085b\u2028c", "a b c")]
    [InlineData("Móvil 417 🚓", "Móvil 417 🚓")]
    [InlineData(null, null)]
    public void A_value_is_repeated_in_one_line_without_control_characters(string? sent, string? repeated) =>
        Assert.Equal((repeated ?? "", repeated), (new Refusal(sent ?? "", null, "").Field, new Refusal("name", sent, "").Value));

    [Fact]
    public void The_code_of_an_outcome_is_its_name() => Assert.Equal(
        ["unknownEfectivo", "stale", "idInUse", "nullIsland"],
        new Enum[] { AssignOutcome.UnknownEfectivo, OperationOutcome.Stale, IssueOutcome.IdInUse, GrupoGad.Efectivos.ReportOutcome.NullIsland }.Select(StatusRules.CodeOf));

    [Fact]
    public void Codes_are_added_and_never_changed_or_taken_away()
    {
        var general = typeof(RefusalCodes).GetFields().Select(code => (string)code.GetRawConstantValue()!);
        var outcomes = OutcomeRulesTests.Kinds.SelectMany(kind => Enum.GetValues(kind.Data).Cast<Enum>());
        var codes = outcomes.Select(outcome => StatusRules.Refuse(outcome, null)?.Code).Concat(general).ToHashSet();
        Assert.Empty(Known.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Except(codes));
    }

    [Fact]
    public void A_refusal_has_at_most_a_few_numbers_and_none_where_the_range_is_open()
    {
        Assert.Equal(new Dictionary<string, double> { ["min"] = 1 }, new Refusal("k", "0", "at least 1").Limited(RefusalCodes.OutOfRange, 1, double.MaxValue).Parameters);
        Assert.Throws<ArgumentOutOfRangeException>(() => TooHot with { Parameters = Enumerable.Range(0, 5).ToDictionary(i => $"{i}", i => (double)i) });
    }

    [Fact]
    public void A_problem_carries_field_value_rule_code_and_numbers_and_nothing_else_of_the_request()
    {
        var members = Problems.BadRequest(TooHot).ProblemDetails.Extensions;
        Assert.Equal(["code", "field", "parameters", "rule", "value"], members.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            """{"field":"plan.degrees","value":"41","rule":"0..40","code":"outOfRange","parameters":{"min":0,"max":40}}""", JsonSerializer.Serialize(members));
        Assert.DoesNotContain("parameters", Problems.BadRequest(new Refusal("id", "?", "a code")).ProblemDetails.Extensions.Keys);
    }

    [Theory]
    [InlineData(StatusCodes.Status400BadRequest, "invalid")]
    [InlineData(StatusCodes.Status403Forbidden, "forbidden")]
    [InlineData(StatusCodes.Status404NotFound, "notFound")]
    [InlineData(StatusCodes.Status503ServiceUnavailable, "unavailable")]
    public void A_problem_without_a_code_of_its_own_has_that_of_its_status(int status, string code)
    {
        Assert.Equal(code, Problems.Answer(status, "", new Refusal("id", null, "")).ProblemDetails.Extensions["code"]);
        Assert.Equal("outOfRange", Problems.Answer(status, "", TooHot).ProblemDetails.Extensions["code"]);
    }

    [Fact]
    public void A_frame_error_says_the_same_as_its_protocol_spells_it()
    {
        var error = ErrorFrames.Of(TooHot with { Value = new string('9', 90) }, batchId: 7);
        Assert.Equal(("out_of_range", "plan.degrees", "0..40", 7ul), (error.Code, error.Field, error.Rule, error.BatchId));
        Assert.Equal(ErrorFrames.ValueMax, error.Value.Length);
        Assert.Equal("malformed", ErrorFrames.Of(new Refusal("id", null, "")).Code);
        Assert.Equal(
            ["flood", "forbidden", "malformed", "out_of_range", "too_large", "too_many", "unavailable", "wrong_type"], ErrorCodes.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_status_of_grpc_says_the_same_in_its_details()
    {
        var fault = Assert.Single(RichStatus.BadRequest(TooHot with { Field = "plan.hotDegrees" }).GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations);
        Assert.Equal(("plan.hot_degrees", "0..40; it was '41'", "OUT_OF_RANGE"), (fault.Field, fault.Description, fault.Reason));
        var outcome = RichStatus.Of(AssignOutcome.UnknownEfectivo, "E-404")!;
        Assert.Equal((StatusCode.NotFound, "UNKNOWN_EFECTIVO"), (outcome.StatusCode, outcome.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations[0].Reason));
        Assert.Null(RichStatus.Of(AssignOutcome.Reserved, "E-404"));
    }
}
