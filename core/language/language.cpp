// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language.h"

#include "base/log.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <memory>

// Outside every namespace, as the macro wants; a static library's resources are not found without it.
static void initTranslations()
{
    Q_INIT_RESOURCE(tuilerie_translations);
}

namespace tuilerie {

TUILERIE_LOG_ROOM("language")

namespace {

/// Our catalogues have one context (translations/update.py): a sentence is the same in whichever class or function it
/// stands.
class Catalogue final : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int n) const override
    {
        return QTranslator::translate("tuilerie", source, nullptr, n);
    }
};

std::unique_ptr<QTranslator> s_ours;
std::unique_ptr<QTranslator> s_qts;
QString s_current = QStringLiteral("en");

} // namespace

void Language::apply(const QString &setting)
{
    initTranslations();
    const QLocale system = QLocale::system();
    QString language = setting;
    if (language != QLatin1String("en") && language != QLatin1String("fr"))
        language = system.language() == QLocale::French ? QStringLiteral("fr") : QStringLiteral("en");
    s_current = language;
    // The user's own region where it speaks the language: fr_CA, en_GB.
    const QLocale locale(language);
    QLocale::setDefault(system.language() == locale.language() ? system : locale);

    // Both go before both come: a window must not be translated twice over.
    auto ours = std::make_unique<Catalogue>();
    auto qts = std::make_unique<QTranslator>();
    s_ours.reset();
    s_qts.reset();
    if (qts->load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        s_qts = std::move(qts);
        QCoreApplication::installTranslator(s_qts.get());
    }
    if (ours->load(QStringLiteral(":/i18n/tuilerie_%1.qm").arg(language))) {
        s_ours = std::move(ours);
        QCoreApplication::installTranslator(s_ours.get());
    } else {
        qCWarning(roomLog, "the translation into \"%s\" is missing from the program", qUtf8Printable(language));
    }
}

QString Language::current()
{
    return s_current;
}

} // namespace tuilerie
