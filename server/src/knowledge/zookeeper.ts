// The keys of a ZooKeeper server's configuration file, in the form that table.ts reads. ZooKeeper has no definition
// to ask: the list follows the administrator's guide of ZooKeeper 3.8, the one that Kafka 3.x brings.
export default `4lw.commands.whitelist		sl	=srvr
admin.enableServer		bl	=true
admin.serverAddress		sl	=0.0.0.0
admin.serverPort		il	=8080
admin.commandURL		sl	=/commands
admin.idleTimeout		il	=30000
authProvider.sasl		cl	~
autopurge.purgeInterval		im	=0
autopurge.snapRetainCount		im	=3	range 3..
client.portUnification		bl	=false
clientPort		ih	~
clientPortAddress		sm	~
clientPortListenBacklog		il	=-1
cnxTimeout		il	=5
connectToLearnerMasterLimit		il	=0
dataDir		sh	!
dataLogDir		sm	~
dynamicConfigFile		sm	~
electionAlg		il	=3
enforce.auth.enabled		bl	=false
enforce.auth.schemes		Ll	~
extendedTypesEnabled		bl	=false
forceSync		sl	=yes	in yes,no
globalOutstandingLimit		il	=1000
initLimit		im	~
jute.maxbuffer		il	=1048575
jaasLoginRenew		il	=3600000
kerberos.removeHostFromPrincipal		bl	=false
kerberos.removeRealmFromPrincipal		bl	=false
leaderServes		sl	=yes	in yes,no
localSessionsEnabled		bl	=false
localSessionsUpgradingEnabled		bl	=false
maxClientCnxns		im	=60
maxSessionTimeout		im	=-1
metricsProvider.className		cl	~
metricsProvider.exportJvmInfo		bl	=true
metricsProvider.httpHost		sl	=0.0.0.0
metricsProvider.httpPort		il	~
minSessionTimeout		im	=-1
observerMasterPort		il	~
peerType		sl	=participant	in observer,participant
portUnification		bl	=false
preAllocSize		il	=65536
quorum.auth.enableSasl		bl	=false
quorum.auth.kerberos.servicePrincipal		sl	~
quorum.auth.learner.saslLoginContext		sl	=QuorumLearner
quorum.auth.learnerRequireSasl		bl	=false
quorum.auth.server.saslLoginContext		sl	=QuorumServer
quorum.auth.serverRequireSasl		bl	=false
quorum.cnxn.threads.size		il	=20
quorumListenOnAllIPs		bl	=false
reconfigEnabled		bl	=false
requireClientAuthScheme		sl	~
secureClientPort		im	~
secureClientPortAddress		sm	~
serverCnxnFactory		cl	~
sessionRequireClientSASLAuth		bl	=false
skipACL		sl	=no	in yes,no
snapCount		il	=100000
snapshot.trust.empty		bl	=false
ssl.authProvider		sl	=x509
ssl.ciphersuites		Ll	~
ssl.clientAuth		sl	=need	in none,want,need
ssl.enabledProtocols		Ll	~
ssl.hostnameVerification		bl	=true
ssl.keyStore.location		sm	~
ssl.keyStore.password		pm	~
ssl.keyStore.type		sl	~	in JKS,PEM,PKCS12,BCFKS
ssl.protocol		sl	=TLSv1.2
ssl.quorum.ciphersuites		Ll	~
ssl.quorum.clientAuth		sl	=need	in none,want,need
ssl.quorum.enabledProtocols		Ll	~
ssl.quorum.hostnameVerification		bl	=true
ssl.quorum.keyStore.location		sm	~
ssl.quorum.keyStore.password		pm	~
ssl.quorum.keyStore.type		sl	~	in JKS,PEM,PKCS12,BCFKS
ssl.quorum.protocol		sl	=TLSv1.2
ssl.quorum.trustStore.location		sm	~
ssl.quorum.trustStore.password		pm	~
ssl.quorum.trustStore.type		sl	~	in JKS,PEM,PKCS12,BCFKS
ssl.trustStore.location		sm	~
ssl.trustStore.password		pm	~
ssl.trustStore.type		sl	~	in JKS,PEM,PKCS12,BCFKS
sslQuorum		bl	=false
sslQuorumReloadCertFiles		bl	=false
standaloneEnabled		bl	=true
syncEnabled		bl	=true
syncLimit		im	~
tcpKeepAlive		bl	=false
tickTime		im	=3000
warningthresholdms		ll	=10000`;
