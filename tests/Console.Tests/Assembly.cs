using Xunit.Sdk;
using Xunit.v3;

// One installation and one browser for all tests: starting them is most of the time, and two cores draw no two maps at once.
[assembly: AssemblyFixture(typeof(GrupoGad.Console.Tests.Installation))]
[assembly: Parallelization(Mode = ParallelMode.None)]
