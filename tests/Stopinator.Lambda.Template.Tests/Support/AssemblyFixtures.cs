using Stopinator.Lambda.Template.Tests.Support;

// Packed and generated once, when the first test that needs it asks.
[assembly: AssemblyFixture(typeof(Scratch))]
