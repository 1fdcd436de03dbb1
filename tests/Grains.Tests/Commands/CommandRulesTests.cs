using System.ComponentModel.DataAnnotations;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

public sealed class CommandRulesTests
{
    private static readonly DateTime Now = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CommandOptions Options = new();

    private static readonly IssueCommand Wish = new()
    {
        Class = CommandClass.Critical, Kind = CommandKind.Order, Text = "Repliegue", Issuer = "op-1",
        Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = "E-1" }],
    };

    public static TheoryData<string, IssueCommand> Faults => new()
    {
        { "text", Wish with { Text = "" } },
        { "text", Wish with { Text = new string('x', 2_001) } },
        { "text", Wish with { Text = "a\0b" } },
        { "text", Wish with { Text = "half a pair \ud83d" } },
        { "class", Wish with { Class = 0 } },
        { "kind", Wish with { Kind = (CommandKind)9 } },
        { "kind", Wish with { Kind = CommandKind.Proposal } },
        { "issuer", Wish with { Issuer = "" } },
        { "operationId", Wish with { OperationId = "op lower" } },
        { "attachment", Wish with { Attachment = new string('x', 501) } },
        { "point", Wish with { Point = new GeoPoint(91, 0) } },
        { "area", Wish with { Area = [new GeoPoint(0, 0), new GeoPoint(1, 1)] } },
        { "recipients", Wish with { Recipients = [] } },
        { "recipients", Wish with { Recipients = [new Recipients { Kind = RecipientKind.Unit }] } },
        { "recipients", Wish with { Recipients = [new Recipients { Kind = (RecipientKind)77, Value = "x" }] } },
        { "recipients", Wish with { Recipients = [new Recipients { Kind = RecipientKind.Area, Centre = new GeoPoint(0, 0), RadiusM = 100_001 }] } },
        { "recipients", Wish with { Recipients = [new Recipients { Kind = RecipientKind.Area, Ring = [new GeoPoint(0, 0)] }] } },
        { "answerWithin", Wish with { AnswerWithin = TimeSpan.Zero } },
        { "deadline", Wish with { Deadline = Now } },
        { "deadline", Wish with { Deadline = Now.AddDays(31) } },
        { "deadline", Wish with { Deadline = new DateTime(2026, 3, 14, 13, 0, 0, DateTimeKind.Local) } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_wish_that_breaks_a_rule_names_the_field_and_the_rule(string field, IssueCommand wish)
    {
        var fault = CommandRules.Fault("command-1", wish, Now, Options);
        Assert.Equal((IssueOutcome.Invalid, field), (fault!.Outcome, fault.Field));
        Assert.NotEmpty(fault.Rule);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a space")]
    [InlineData("ñandú-0001")]
    public void An_id_of_another_shape_is_refused(string id) => Assert.Equal("commandId", CommandRules.Fault(id, Wish, Now, Options)!.Field);

    [Fact]
    public void A_complete_wish_is_taken_and_emoji_are_text()
    {
        Assert.Null(CommandRules.Fault("command-1", Wish with { Text = "¡Atención! 🚒" }, Now, Options));
        Assert.Null(CommandRules.Fault("command-1", CommandRules.Complete(Wish with { Area = default }), Now, Options));
    }

    [Theory]
    [InlineData(CommandClass.Critical, 60, 180)]
    [InlineData(CommandClass.Operational, 60, 900)]
    [InlineData(CommandClass.Routine, 900, 86_400)]
    public void Times_left_out_are_those_of_the_class(CommandClass @class, int answerS, int deadlineS)
    {
        var offer = CommandRules.Offer("command-1", Wish with { Class = @class }, Now, Options);
        Assert.Equal((Now.AddSeconds(answerS), Now.AddSeconds(deadlineS)), (offer.AnswerBy, offer.Deadline));
    }

    [Fact]
    public void An_answer_is_never_due_after_the_deadline_and_a_long_answer_time_moves_it()
    {
        var soon = CommandRules.Offer("command-1", Wish with { Deadline = Now.AddSeconds(2) }, Now, Options);
        Assert.Equal(soon.Deadline, soon.AnswerBy);
        var patient = CommandRules.Offer("command-1", Wish with { AnswerWithin = TimeSpan.FromHours(1) }, Now, Options);
        Assert.Equal((Now.AddHours(1), Now.AddHours(1)), (patient.AnswerBy, patient.Deadline));
    }

    [Fact]
    public void The_digest_tells_wishes_apart_but_not_by_where_the_issuer_stands()
    {
        Assert.Equal(CommandRules.Digest(Wish), CommandRules.Digest(Wish with { IssuedFrom = new GeoPoint(1, 1) }));
        Assert.NotEqual(CommandRules.Digest(Wish), CommandRules.Digest(Wish with { Text = "Repliegue." }));
        Assert.NotEqual(CommandRules.Digest(Wish), CommandRules.Digest(Wish with { Recipients = [new Recipients { Kind = RecipientKind.Rank, Value = "E-1" }] }));
    }

    [Fact]
    public void All_default_options_are_valid_and_a_deadline_before_the_answer_is_not()
    {
        Assert.Empty(Errors(new CommandOptions()));
        Assert.Equal(
            ["Gad:Commands:Critical: AnswerWithinS and ResendEveryS are positive, DeadlineS is at least AnswerWithinS."],
            Errors(new CommandOptions { Critical = new ClassTimes { AnswerWithinS = 10, DeadlineS = 5, ResendEveryS = 1 } }));
    }

    private static string[] Errors(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
