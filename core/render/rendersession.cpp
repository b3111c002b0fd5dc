// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/rendersession.h"

#include "base/installed.h"
#include "base/work/workpool.h"
#include "render/mapcrs.h"
#include "source/gdalsupport.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <qgis.h>
#include <qgsapplication.h>
#include <qgsproviderregistry.h>
#include <qgsrendercontext.h>
#include <qgssettings.h>

namespace tuilerie {

namespace {

QString prefix()
{
    const QString chosen = qEnvironmentVariable("QGIS_PREFIX_PATH");
    const QString installed = installedPath(QStringLiteral("lib/tuilerie/qgis"));
    return !chosen.isEmpty() ? chosen : !installed.isEmpty() ? installed : QStringLiteral(TUILERIE_QGIS_PREFIX);
}

/// Before the application object exists, QStandardPaths knows no application name.
QString profileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tuilerie/qgis");
}

} // namespace

RenderSession::RenderSession(int &count, char **arguments)
{
    QgsApplication::setPrefixPath(prefix(), true);
    m_application = std::make_unique<QgsApplication>(count, arguments, true, profileFolder(), QStringLiteral("tuilerie"));
    // Set again: the constructor guesses a prefix of its own from the program's place.
    QgsApplication::setPrefixPath(prefix(), true);
    QCoreApplication::setOrganizationName(QStringLiteral("tuilerie"));
    QCoreApplication::setApplicationName(QStringLiteral("tuilerie"));
}

RenderSession::~RenderSession()
{
    // What worker threads still hold of QGIS goes while QGIS is there, and so does what they have sent to windows that are
    // gone.
    WorkPool::endAll();
    QCoreApplication::sendPostedEvents();
    if (m_started)
        QgsApplication::exitQgis();
}

Status RenderSession::start()
{
    QDir().mkpath(profileFolder());
    QgsApplication::initQgis();
    m_started = true;
    ensureGdal();
    keepDrivers();                            // QGIS has registered all of them
    MapCrs::use(QStringLiteral("EPSG:4326")); // of the scale bar, and of much else
    // It reads QGIS's ellipsoids and their CRS out of PROJ's database, once. The first one of all would be the window's.
    const QgsRenderContext first;
    // QGIS would read statistics while it opens a raster; we compute our own, where it keeps nobody waiting.
    QgsSettings settings;
    for (const char *kind : {"singleBand", "multiBandSingleByte", "multiBandMultiByte"})
        settings.setValue(QStringLiteral("Raster/defaultContrastEnhancementAlgorithm/") + QLatin1String(kind),
            QStringLiteral("NoEnhancement"));
    const QStringList providers = QgsProviderRegistry::instance()->providerList();
    for (const char *needed : {"gdal", "ogr", "wms"}) {
        if (!providers.contains(QLatin1String(needed)))
            return fail(ErrorCode::NotFound,
                QCoreApplication::translate("tuilerie::Render",
                    "QGIS's data provider \"%1\" is missing below %2. Run ./setup again, or set "
                    "QGIS_PREFIX_PATH to the folder where QGIS core is installed.")
                    .arg(QLatin1String(needed), prefix()),
                QStringLiteral("providers: %1").arg(providers.join(QLatin1Char(' '))));
    }
    return {};
}

QString RenderSession::qgisVersion()
{
    return Qgis::version();
}

} // namespace tuilerie
