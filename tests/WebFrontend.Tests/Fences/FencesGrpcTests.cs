using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;
using Domain = GrupoGad.Fences;

namespace GrupoGad.WebFrontend.Tests.Fences;

public sealed class FencesGrpcTests(DoorsWorld world)
{
    public static TheoryData<string> Plans =>
    [
        """{"name":"Anillo","shape":{"kind":"FENCE_KIND_POLYGON","parts":[{"outer":{"corners":[{"latitude":1,"longitude":1},{"latitude":1,"longitude":9},{"latitude":9,"longitude":9}]},"holes":[{"corners":[{"latitude":2,"longitude":3},{"latitude":2,"longitude":4},{"latitude":3,"longitude":4}]}]}]},"ownerKind":"FENCE_OWNER_KIND_OPERATION","ownerCode":"OP-1","watch":{"enter":true,"cross":true,"dwellAfter":"90.500s","voidBelow":1,"crowdAbove":0,"speedAboveMps":13.5},"jurisdiction":"Sur","notes":"x"}""",
        """{"name":"Ruta","shape":{"kind":"FENCE_KIND_CORRIDOR","line":[{"latitude":1,"longitude":1},{"latitude":1,"longitude":9}],"radiusM":50},"ownerKind":"FENCE_OWNER_KIND_STANDING","schedule":{"timeZone":"Europe/Warsaw","windows":[{"day":5,"fromMinute":1320,"toMinute":360}],"from":"2026-01-01T00:00:00Z"},"filter":{"availabilities":["ON_TASK"],"units":["Sur"],"skill":"medic","efectivos":["E-0001"]},"watch":{"deviation":true},"reaction":{"on":["FENCE_EVENT_KIND_DEVIATION"],"class":"COMMAND_CLASS_CRITICAL","kind":"COMMAND_KIND_ORDER","text":"Vuelva","recipients":[{"kind":"RECIPIENT_KIND_EFECTIVO","value":"*"}]}}""",
    ];

    [Theory, MemberData(nameof(Plans))]
    public async Task A_plan_comes_back_as_it_was_sent(string json)
    {
        var (id, plan) = ($"GRPC-{json.Length}", FencePlan.Parser.ParseJson(json));
        var fence = await Put(id, plan);
        plan.Schedule ??= new FenceSchedule { TimeZone = "UTC" };
        plan.Filter ??= new FenceFilter();
        Assert.Equal((id, plan, 1L, true), (fence.FenceId, fence.Plan, fence.Version, fence.Watching));
        Assert.Equal(["E-0001"], fence.Inside);
        Assert.Equal(fence, await Call<FenceRequest, Fence>("Get", new FenceRequest { FenceId = id }, Roles.Auditor));
        Assert.Equal(new RemoveFenceResponse(), await Call<FenceRequest, RemoveFenceResponse>("Remove", new FenceRequest { FenceId = id }, Roles.Operator));
        await Call<FenceRequest, Fence>("Get", new FenceRequest { FenceId = id }, Roles.Auditor).IsRefused(StatusCode.NotFound, "fence_id");
    }

    [Fact]
    public async Task What_is_wrong_is_named_as_the_message_names_it()
    {
        await Put("grpc", Circle()).IsRefused(StatusCode.InvalidArgument, "fence_id", "'grpc'");
        await Put("GRPC-BAD", null).IsRefused(StatusCode.InvalidArgument, "plan");
        await Put("GRPC-BAD", new FencePlan { Name = "x" }).IsRefused(StatusCode.InvalidArgument, "plan.shape");
        var off = Circle();
        off.Shape.Centre.Latitude = 91;
        await Put("GRPC-BAD", off).IsRefused(StatusCode.InvalidArgument, "plan.shape.centre");
        var late = Circle();
        late.Schedule = new FenceSchedule { Windows = { new FenceWindow { Day = 7 } } };
        await Put("GRPC-BAD", late).IsRefused(StatusCode.InvalidArgument, "plan.schedule.windows[0].day");
        Assert.Empty(FenceScript.Of("GRPC-BAD").Calls);
        FenceScript.Of("GRPC-BAD").Answer = new Domain.FenceAnswer
        {
            Outcome = Domain.FenceOutcome.Invalid, Field = "Shape.RadiusM", Value = "0", Rule = "1..100,000 metres",
        };
        await Put("GRPC-BAD", Circle()).IsRefused(StatusCode.InvalidArgument, "plan.shape.radius_m", "1..100,000 metres; it was '0'");
    }

    [Fact]
    public async Task Who_may_only_read_makes_no_fence()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Call<PutFenceRequest, Fence>("Put", new PutFenceRequest { FenceId = "GRPC-ROLE", Plan = Circle() }, Roles.Auditor));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task Events_are_listed_newest_first()
    {
        FakeFenceDirectoryGrain.Add("GRPC-LIST", "E-0001");
        FakeFenceDirectoryGrain.Add("GRPC-LIST", "E-0001", Domain.FenceEventKind.Exit);
        var page = await Call<ListFenceEventsRequest, FenceEventPage>("ListEvents", new ListFenceEventsRequest
        {
            FenceId = "GRPC-LIST", Limit = 1, Kinds = { FenceEventKind.Exit }, From = Timestamp.FromDateTime(DateTime.UnixEpoch),
        }, Roles.Integrator);
        Assert.Equal(FenceEventKind.Exit, Assert.Single(page.Events).Kind);
        Assert.Equal(page.Events[0].Number, page.Next);
        await Call<ListFenceEventsRequest, FenceEventPage>("ListEvents", new ListFenceEventsRequest { Limit = 1_001 }, Roles.Integrator)
            .IsRefused(StatusCode.InvalidArgument, "limit");
    }

    [Fact]
    public async Task A_watch_tells_what_became_visible_after_a_number()
    {
        var before = FakeFenceDirectoryGrain.Add("GRPC-WATCH", "E-0001");
        FakeFenceDirectoryGrain.Add("GRPC-WATCH", "E-0002");
        await foreach (var told in world.FrontEnd.Watch<WatchFenceEventsRequest, FenceEvent>(
            "Fences", "WatchEvents", new WatchFenceEventsRequest { After = before }, Roles.Integrator))
        {
            // Tests share the feed.
            if (told.FenceId == "GRPC-WATCH")
            {
                Assert.Equal("E-0002", told.EfectivoId);
                break;
            }
        }
    }

    [Fact]
    public async Task A_fence_that_is_there_is_replaced_only_by_who_says_which_version_was_read()
    {
        var made = await Put("GRPC-VER", Circle());
        var other = Circle();
        other.Name = "Otra";
        await Put("GRPC-VER", other).IsRefused(StatusCode.FailedPrecondition, "expected_version");
        await Send(other, 0).IsRefused(StatusCode.Aborted, "expected_version");
        await Send(other, -2).IsRefused(StatusCode.InvalidArgument, "expected_version");
        var changed = await Send(other, made.Version);
        Assert.Equal(made.Version + 1, changed.Version);
        await Send(Circle(), made.Version).IsRefused(StatusCode.Aborted, "expected_version");
        Assert.Equal(changed.Version + 1, (await Send(Circle(), -1)).Version);
        await Call<FenceRequest, RemoveFenceResponse>("Remove", new FenceRequest { FenceId = "GRPC-VER", ExpectedVersion = made.Version }, Roles.Operator)
            .IsRefused(StatusCode.Aborted, "expected_version");

        Task<Fence> Send(FencePlan plan, long version) =>
            Call<PutFenceRequest, Fence>("Put", new PutFenceRequest { FenceId = "GRPC-VER", Plan = plan, ExpectedVersion = version }, Roles.Operator);
    }

    private static FencePlan Circle() => new()
    {
        Name = "Zona", Shape = new FenceShape { Kind = FenceKind.Circle, Centre = new LatLon { Latitude = 1, Longitude = 1 }, RadiusM = 100 },
    };

    private Task<Fence> Put(string id, FencePlan? plan) => Call<PutFenceRequest, Fence>("Put", new PutFenceRequest { FenceId = id, Plan = plan }, Roles.Operator);

    private Task<TResponse> Call<TRequest, TResponse>(string method, TRequest request, string role)
        where TRequest : class, Google.Protobuf.IMessage<TRequest> where TResponse : class, Google.Protobuf.IMessage<TResponse>, new() =>
        world.FrontEnd.Call<TRequest, TResponse>("Fences", method, request, role);
}
