using k8s.Models;

namespace GrupoGad.Compatibility.Tests.Manifests;

/// <summary>Who may talk to whom.</summary>
public sealed class Network
{
    private const string NameLabel = "app.kubernetes.io/name";

    private static readonly IReadOnlyList<V1NetworkPolicy> Policies = Base.All<V1NetworkPolicy>();

    [Fact]
    public void Nothing_comes_in_unless_a_policy_names_it() =>
        Assert.Contains(Policies, policy => policy.Spec.PodSelector.MatchLabels is not { Count: > 0 } && policy.Spec.PodSelector.MatchExpressions is not { Count: > 0 } && policy.Spec.Ingress is not { Count: > 0 });

    [Fact]
    public void A_silo_is_reached_only_from_silos_and_the_web_tier()
    {
        var policy = Assert.Single(Policies, policy => policy.Metadata.Name == "silo");
        var sources = policy.Spec.Ingress.SelectMany(rule => rule.FromProperty).ToArray();

        Assert.Equal(["silo", "web"], sources.Select(source => source.PodSelector.MatchLabels[NameLabel]));
        Assert.All(sources, source => Assert.Null(source.NamespaceSelector));
    }

    [Fact]
    public void The_admin_ports_are_in_no_service_and_open_to_monitoring_only()
    {
        Assert.DoesNotContain(Base.All<V1Service>().SelectMany(service => service.Spec.Ports), port => port.TargetPort.Value is "admin" or "8090" or "8091");

        var open = Policies.Where(policy => policy.Spec.Ingress?.Any(rule => rule.Ports.Any(port => port.Port.Value == "admin")) == true);
        Assert.Equal("true", Assert.Single(Assert.Single(Assert.Single(open).Spec.Ingress).FromProperty).NamespaceSelector.MatchLabels["gad.monitoring"]);
    }

    [Fact]
    public void Every_port_that_a_service_or_policy_names_is_one_of_a_pod()
    {
        var ofPods = Base.Pods.Values.SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Ports).Select(port => port.Name).ToHashSet();
        var named = Base.All<V1Service>().SelectMany(service => service.Spec.Ports).Select(port => port.TargetPort.Value)
            .Concat(Policies.SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports).Select(port => port.Port.Value)).ToArray();

        Assert.NotEmpty(named);
        Assert.Subset(ofPods, named.ToHashSet());
    }
}
