// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/secretstore.h"

#include "base/atomicfile.h"
#include "client/privatefile.h"
#include "client/sealed.h"
#include "client/signinstore.h"
#include "support/testsupport.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <thread>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

SignIn passwordSignIn()
{
    SignIn signIn;
    signIn.grant = Grant::Password;
    signIn.realm = QUrl(u"https://sso.example.org/realms/a"_s);
    signIn.clientId = u"client"_s;
    signIn.clientSecret = u"very-secret-client"_s;
    signIn.username = u"jeanne"_s;
    signIn.password = u"very-secret-password"_s;
    signIn.totpSeed = u"VERYSECRETSEED"_s;
    return signIn;
}

bool isAnywhereBelow(const QString &folder, const QByteArray &text)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (readWholeFile(files.next()).value_or(QByteArray()).contains(text))
            return true;
    return false;
}

} // namespace

class SecretStoreTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private slots:
    void sealsAndUnseals()
    {
        const QByteArray key = randomBytes(32), plain("naïve");
        const auto sealed = seal(plain, key);
        VERIFY_OK(sealed);
        QVERIFY(!sealed->contains(plain));
        QCOMPARE(unseal(*sealed, key).value(), plain);
        QVERIFY(*seal(plain, key) != *sealed); // a nonce of its own each time
        QCOMPARE(unseal(*sealed, randomBytes(32)).error().code, ErrorCode::Corrupt);
        QCOMPARE(unseal({}, key).error().code, ErrorCode::Corrupt);
        QVERIFY(!seal(plain, "short"));
        QCOMPARE(unseal(seal({}, key).value(), key).value(), QByteArray());
        // Each byte is watched over.
        for (qsizetype i = 0; i < sealed->size(); ++i) {
            QByteArray changed = *sealed;
            changed[i] = char(changed[i] ^ 1);
            QCOMPARE(unseal(changed, key).error().code, ErrorCode::Corrupt);
            QCOMPARE(unseal(sealed->left(i), key).error().code, ErrorCode::Corrupt);
        }
    }

    void theFileKeepsSecrets()
    {
        const QString folder = m_folder.filePath(u"file"_s);
        {
            SecretFile store(folder);
            QCOMPARE(store.read(u"a"_s).error().code, ErrorCode::NotFound);
            VERIFY_OK(store.remove(u"a"_s));
            VERIFY_OK(store.write(u"a"_s, QByteArray("\0binary\xff", 8)));
            VERIFY_OK(store.write(u"b"_s, "other"));
        }
        SecretFile again(folder);
        QCOMPARE(again.read(u"a"_s).value(), QByteArray("\0binary\xff", 8));
        VERIFY_OK(again.write(u"a"_s, "new"));
        QCOMPARE(SecretFile(folder).read(u"a"_s).value(), QByteArray("new"));
        VERIFY_OK(again.remove(u"a"_s));
        QCOMPARE(again.read(u"a"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(again.read(u"b"_s).value(), QByteArray("other"));
        QVERIFY(!isAnywhereBelow(folder, "other"));
        // The key of somebody else: said, and the next sign-in starts anew.
        VERIFY_OK(writePrivateFile(folder + u"/key"_s, QByteArray(32, 'k')));
        QCOMPARE(again.read(u"b"_s).error().code, ErrorCode::Corrupt);
        VERIFY_OK(again.write(u"c"_s, "fresh"));
        QCOMPARE(again.read(u"c"_s).value(), QByteArray("fresh"));
    }

    // Each writes what the other has not seen yet.
    void twoAtOnceLoseNothing()
    {
        const QString folder = m_folder.filePath(u"two"_s);
        const auto write = [folder](const QString &prefix) {
            SecretFile store(folder);
            for (int i = 0; i < 20; ++i)
                (void)store.write(prefix + QString::number(i), "x");
        };
        std::thread other([&] { write(u"b"_s); });
        write(u"a"_s);
        other.join();
        SecretFile store(folder);
        for (int i = 0; i < 20; ++i) {
            VERIFY_OK(store.read(u"a"_s + QString::number(i)));
            VERIFY_OK(store.read(u"b"_s + QString::number(i)));
        }
    }

    void signInsHaveTheirSecretsElsewhere()
    {
        const QString folder = m_folder.filePath(u"servers"_s), server = u"https://maps.example.org/api"_s;
        SecretFile secrets(m_folder.filePath(u"vault"_s));
        SignInStore store(folder, secrets);
        QCOMPARE(store.load(server).value(), SignIn());
        VERIFY_OK(store.save(server, passwordSignIn()));
        QCOMPARE(store.load(server).value(), passwordSignIn());
        QCOMPARE(store.servers(), QStringList{server});
        for (const char *secret : {"very-secret-client", "very-secret-password", "VERYSECRETSEED"})
            QVERIFY2(!isAnywhereBelow(m_folder.path(), secret), secret);
        // What --token-file is given says where the rest is.
        QCOMPARE(loadSignIn(store.file(server), secrets).value(), passwordSignIn());
        store.forget(server);
        QVERIFY(store.servers().isEmpty());
        QCOMPARE(store.load(server).value(), SignIn());
        SecretFile empty(m_folder.filePath(u"none"_s));
        VERIFY_OK(store.save(server, passwordSignIn()));
        QCOMPARE(SignInStore(folder, empty).load(server).error().code, ErrorCode::NotFound);
    }

    // A file of before holds everything: it is taken over when it is read.
    void signInsOfBeforeAreTakenOver()
    {
        const QString folder = m_folder.filePath(u"old"_s), server = u"https://old.example.org/api"_s;
        SecretFile secrets(m_folder.filePath(u"oldvault"_s));
        SignInStore store(folder, secrets);
        QJsonObject object = passwordSignIn().toJson();
        object.insert(u"url"_s, server);
        VERIFY_OK(writePrivateFile(store.file(server), QJsonDocument(object).toJson()));
        QCOMPARE(store.load(server).value(), passwordSignIn());
        QVERIFY(!isAnywhereBelow(folder, "very-secret"));
        QVERIFY(!isAnywhereBelow(m_folder.filePath(u"oldvault"_s), "very-secret"));
        QCOMPARE(store.load(server).value(), passwordSignIn());
        QCOMPARE(store.servers(), QStringList{server});
    }

    void testsNeverMeetTheKeychain() { QVERIFY(dynamic_cast<SecretFile *>(&SecretStore::user())); }

    // The real one, on a session bus of its own: this program again, as its own child. dbus-run-session and gnome-keyring
    // make it.
    void theKeychainKeepsSecrets()
    {
        for (const char *program : {"dbus-run-session", "gnome-keyring-daemon"})
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                QSKIP("no dbus-run-session or no gnome-keyring-daemon here");
        QProcess session;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TUILERIE_SECRETS"_s, u"keychain"_s);
        session.setProcessEnvironment(environment);
        session.setProcessChannelMode(QProcess::MergedChannels);
        session.start(u"dbus-run-session"_s,
            {u"--"_s, u"sh"_s, u"-c"_s,
                u"printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && \"$0\" --keychain"_s,
                QCoreApplication::applicationFilePath()});
        QVERIFY(session.waitForFinished(120000));
        const QByteArray said = session.readAll();
        QVERIFY2(session.exitCode() == 0, said.constData());
        qInfo("%s", said.trimmed().constData());
    }
};

/// What the child does: keeps, reads and removes; then the keychain is locked, and says so instead of asking anybody.
static int tryKeychain()
{
    const auto expect = [](bool good, const char *what) {
        if (!good)
            std::printf("not so: %s\n", what);
        return good;
    };
    SecretStore &store = SecretStore::user();
    bool good =
        expect(Keychain::isThere(), "there is a keychain") && expect(dynamic_cast<Keychain *>(&store), "it is chosen");
    good = good && expect(store.read(u"t"_s).error().code == ErrorCode::NotFound, "nothing at first");
    good = good && expect(store.write(u"t"_s, QByteArray("\0s\xff", 3)).has_value(), "it is kept");
    good = good && expect(store.read(u"t"_s).value_or(QByteArray()) == QByteArray("\0s\xff", 3), "it is read");
    good = good && expect(store.remove(u"t"_s).has_value() && store.remove(u"t"_s).has_value(), "it is removed");
    const auto locked = runProgram(u"dbus-send"_s,
        {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
            u"org.freedesktop.Secret.Service.Lock"_s, u"array:objpath:/org/freedesktop/secrets/collection/login"_s});
    good = good && expect(locked.exitCode == 0, "it is locked");
    const auto refused = store.write(u"t"_s, "x");
    good = good && expect(!refused && refused.error().code == ErrorCode::Denied, "a locked one refuses");
    std::printf("%s\n", refused ? "" : qPrintable(refused.error().message));
    return good ? 0 : 1;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(u"--keychain"_s))
        return tryKeychain();
    const TemporaryProfile profile;
    SecretStoreTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "secretstoretest.moc"
