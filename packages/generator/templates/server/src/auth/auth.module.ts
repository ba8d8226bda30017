import { Module } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { JwtModule } from "@nestjs/jwt";
import { Environment } from "../core/environment.js";
import { AccessGuard } from "./access.guard.js";
import { AuthController } from "./auth.controller.js";
import { AuthService } from "./auth.service.js";
import { SessionService } from "./session.service.js";
import { ACCESS_SECONDS, TokenService } from "./token.service.js";

/** Sign-in, and the guard in front of every handler. */
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [Environment],
      useFactory: ({ tokenSecret }: Environment) => ({
        secret: tokenSecret,
        signOptions: { algorithm: "HS256", expiresIn: ACCESS_SECONDS },
        verifyOptions: { algorithms: ["HS256"] },
      }),
    }),
  ],
  controllers: [AuthController],
  providers: [
    AuthService,
    SessionService,
    TokenService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}
